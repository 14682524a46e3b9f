import { AppError } from '@contract/errors'
import { loadSystemAudio } from '../../src-main/engine-host/system-audio'
import { createSystemSink, type SystemClock } from '../../src-main/engine-host/system-sink'

/*
 * A process that plays a known signal through the real system audio and tells what happened: started by
 * system-audio.test.ts, which reads what the device got.
 */
const rateHz = 24_000
const chunkSamples = 2_400
const chunks = 20
const never = new AbortController().signal
const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

async function play(how: string): Promise<object> {
  const audio = loadSystemAudio()
  const clocks: SystemClock[] = []
  const failures: string[] = []
  const sink = createSystemSink({
    audio,
    sampleRateHz: rateHz,
    capacitySamples: rateHz,
    onClock: (clock) => void clocks.push(clock),
    onFailure: (error: AppError) => void failures.push(error.message),
  })
  if (how === 'quiet') sink.setVolume?.(0.5)
  for (let chunk = 0; chunk < chunks; chunk++) {
    await sink.ready(never)
    const startSample = chunk * chunkSamples
    // A rising line: every sample says where it belongs.
    const samples = Float32Array.from(
      { length: chunkSamples },
      (_, i) => (startSample + i + 1) / (chunks * chunkSamples),
    )
    sink.write({ sentence: 0, startSample, samples, frames: 1, renderMilliseconds: 1 })
    if (how === 'stopped' && chunk === 5) {
      await sink.dispose()
      break
    }
    if (how === 'paused' && chunk === 10) {
      sink.pause?.()
      await wait(200)
      sink.resume?.()
    }
  }
  if (how !== 'stopped') {
    sink.end(chunks * chunkSamples)
    await sink.heardOut(never)
  }
  const isMonotonic = clocks.every(
    ({ heardSample }, i) => i === 0 || heardSample >= clocks[i - 1].heardSample,
  )
  return { last: clocks.at(-1), isMonotonic, failures }
}

const [how, mode] = process.argv.slice(2)
if (mode === 'check') {
  process.stdout.write(`\nRESULT ${JSON.stringify(loadSystemAudio().unavailable)}\n`)
} else {
  void play(how).then((result) => {
    process.stdout.write(`\nRESULT ${JSON.stringify(result)}\n`)
    if (mode === 'exit') process.exit(0)
  })
}
