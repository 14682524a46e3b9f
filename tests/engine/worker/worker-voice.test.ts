import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settingsSchema } from '@contract/settings'
import { narrate } from '../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import { loadInlineVoice } from '../../../src-main/engine/voices/inline-voice'
import type { Utterance, Voice } from '../../../src-main/engine/voices/voice'
import { loadVoicePool, loadWorkerVoice } from '../../../src-main/engine/worker/worker-voice'
import { collect } from '../../helpers/collect'
import { firstDifference } from '../../helpers/first-difference'
import { hasVoice, installedVoice } from '../../helpers/installed-voice'
import { paragraph } from '../../helpers/paragraphs'
import { asWritten } from '../../../src-main/engine/text/speakable-text'
import { ownTempo } from '../../../src-main/engine/voices/tempo'

const workerPath = resolve('out/main/inference-worker.js')
const never = new AbortController().signal
const sentence = 'Every word of this sentence is rendered in a thread of its own.'
const { speech } = settingsSchema.parse({})

const planOf = ({ samples }: Utterance) => ({
  seed: 1,
  stream: speech.stream,
  keep: { startSample: 0, endSample: samples },
  stretch: 1,
  output: { sampleRateHz: 24_000, gainDecibels: 0 },
  skipSamples: 0,
})
async function samplesOf(voice: Voice, text = sentence): Promise<number[]> {
  const [utterance] = await collect(voice.analyse(asWritten(text), ownTempo, never))
  const samples: number[] = []
  for await (const push of voice.render(utterance, planOf(utterance), never)) samples.push(...push.samples)
  return samples
}
/** What keeps this process alive because of worker threads. */
const threads = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length

describe.skipIf(!hasVoice || !existsSync(workerPath))(
  'loadWorkerVoice (needs models/heart/files and out/main/inference-worker.js)',
  () => {
    let voice: Voice
    let inline: Voice
    beforeAll(async () => {
      const installed = await installedVoice('int8')
      voice = await loadWorkerVoice(workerPath, installed, never)
      inline = await loadInlineVoice(installed, never)
    })
    afterAll(async () => {
      await voice.dispose()
      await inline.dispose()
    })

    test('gives the samples that the same voice gives in this thread, bit for bit', async () => {
      const expected = await samplesOf(inline)
      expect(expected.length).toBeGreaterThan(24_000)
      expect(firstDifference(await samplesOf(voice), expected)).toBe(-1)
    })

    test('two renders at once give what each gives alone', async () => {
      const other = 'Another sentence, said at the same time.'
      const alone = [await samplesOf(voice), await samplesOf(voice, other)]
      const both = await Promise.all([samplesOf(voice), samplesOf(voice, other)])
      both.forEach((samples, i) => expect(firstDifference(samples, alone[i])).toBe(-1))
    })

    test('an analysis that is aborted ends with the reason; the next one works', async () => {
      const controller = new AbortController()
      const analysing = collect(voice.analyse(asWritten(sentence), ownTempo, controller.signal))
      controller.abort(new Error('enough'))
      await expect(analysing).rejects.toThrow('enough')
      expect(await collect(voice.analyse(asWritten(sentence), ownTempo, never))).toHaveLength(1)
    })

    test('a render that is aborted ends within one push; the next one is whole', async () => {
      const controller = new AbortController()
      const [utterance] = await collect(voice.analyse(asWritten(sentence), ownTempo, never))
      let pushes = 0
      const rendering = (async () => {
        for await (const push of voice.render(utterance, planOf(utterance), controller.signal)) {
          expect(controller.signal.aborted).toBe(false)
          if (push.samples.length > 0) pushes++
          controller.abort(new Error('enough'))
        }
      })()
      await expect(rendering).rejects.toThrow('enough')
      expect(pushes).toBe(1)
      expect(firstDifference(await samplesOf(voice), await samplesOf(inline))).toBe(-1)
    })

    test('no thread outlives its disposal, also in the middle of a narration, and it may be done twice', async () => {
      const before = threads()
      const another = await loadWorkerVoice(workerPath, await installedVoice('int8'), never)
      expect(threads()).toBeGreaterThan(before)
      const reading = (async () => {
        const document = new SpokenDocument([paragraph(`${sentence} `.repeat(20))])
        const from = { block: 0, char: 0 }
        for await (const piece of narrate({
          voice: another,
          document,
          from,
          settings: () => speech,
          signal: never,
        }))
          if (piece.kind === 'audio') void another.dispose()
      })()
      await expect(reading).rejects.toMatchObject({ code: 'engine/crashed' })
      await Promise.all([another.dispose(), another.dispose()])
      expect(threads()).toBe(before)
    })

    test('three in a pool narrate what one narrates, bit for bit, and leave no thread', async () => {
      const document = new SpokenDocument([
        paragraph(`${sentence} Short. ${sentence.repeat(3)} And another one, then.`),
      ])
      const narrated = async (by: Voice, sentencesAtOnce?: number): Promise<number[]> => {
        const samples: number[] = []
        const width = sentencesAtOnce === undefined ? {} : { sentencesAtOnce }
        const from = { block: 0, char: 0 }
        const options = { voice: by, document, from, settings: () => speech, ...width, signal: never }
        for await (const piece of narrate(options)) if (piece.kind === 'audio') samples.push(...piece.samples)
        return samples
      }
      const before = threads()
      const pool = await loadVoicePool(workerPath, await installedVoice('int8'), 3, never)
      expect(firstDifference(await narrated(pool, 9), await narrated(inline))).toBe(-1)
      await pool.dispose()
      expect(threads()).toBe(before)
    })

    test('a pool that cannot be had leaves no thread', async () => {
      const before = threads()
      const installed = await installedVoice('int8')
      const loading = loadVoicePool(workerPath, { ...installed, filesDirectory: '/nowhere' }, 2, never)
      await expect(loading).rejects.toThrow()
      expect(threads()).toBe(before)
    })

    test('a voice that is not there fails with its own code and leaves no thread', async () => {
      const before = threads()
      const installed = await installedVoice('int8')
      const loading = loadWorkerVoice(workerPath, { ...installed, filesDirectory: '/nowhere' }, never)
      await expect(loading).rejects.toThrow()
      expect(threads()).toBe(before)
    })

    test('loading that is aborted ends with the reason and leaves no thread', async () => {
      const before = threads()
      const controller = new AbortController()
      const loading = loadWorkerVoice(workerPath, await installedVoice('int8'), controller.signal)
      controller.abort(new Error('enough'))
      await expect(loading).rejects.toThrow('enough')
      expect(threads()).toBe(before)
    })
  },
)
