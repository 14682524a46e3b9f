import { settingsSchema, type DeviceChoice } from '@contract/settings'
import { openPiperVoice } from '../../../../src-main/engine/voices/vits/piper-voice'
import type { RenderPlan, Utterance, Voice } from '../../../../src-main/engine/voices/voice'
import { loadWorkerVoice } from '../../../../src-main/engine/worker/worker-voice'
import { asWritten } from '../../../../src-main/engine/text/speakable-text'
import { ownTempo } from '../../../../src-main/engine/voices/tempo'

/*
 * Reads one sentence with a voice on the device named, in a process that can be given an environment. Prints one line
 * of JSON: what ran it, what was reported, and the samples.
 */
const [modelPath, cacheDirectory, device, workerPath, text] = process.argv.slice(2)
const never = new AbortController().signal
const { stream } = settingsSchema.parse({}).speech

const planOf = ({ samples }: Utterance): RenderPlan => ({
  seed: 1,
  stream,
  keep: { startSample: 0, endSample: samples },
  stretch: 1,
  output: { sampleRateHz: 16_000, gainDecibels: 0 },
  skipSamples: 0,
})

async function read(voice: Voice): Promise<{ samples: number[]; pushes: number }> {
  const samples: number[] = []
  let pushes = 0
  for await (const utterance of voice.analyse(asWritten(text), ownTempo, never)) {
    for await (const push of voice.render(utterance, planOf(utterance), never)) {
      samples.push(...push.samples)
      pushes++
    }
  }
  return { samples, pushes }
}

async function main(): Promise<void> {
  const installed = await openPiperVoice({ modelPath, cacheDirectory, signal: never })
  const startedAt = performance.now()
  const voice = await loadWorkerVoice(workerPath, { ...installed, device: device as DeviceChoice }, never)
  const loadMilliseconds = performance.now() - startedAt
  const result = await read(voice)
  const { providers } = voice
  process.stdout.write(JSON.stringify({ device: voice.device, providers, loadMilliseconds, ...result }))
  await voice.dispose()
}

void main()
