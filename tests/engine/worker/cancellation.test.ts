import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seamModes, speechSettingsSchema, type SpeechSettings } from '@contract/settings'
import { narrate } from '../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../../src-main/engine/voices/voice'
import { loadWorkerVoice } from '../../../src-main/engine/worker/worker-voice'
import { makeCountingWorker, type CountingWorker } from '../../helpers/counting-worker'
import { createCountingSignal } from '../../helpers/counting-signal'
import { firstDifference } from '../../helpers/first-difference'
import { hasVoice, installedVoice } from '../../helpers/installed-voice'
import { paragraph } from '../../helpers/paragraphs'
import { createRandom } from '../../helpers/random'

/** A quarter of them finds what is left behind; LECTOR_SOAK=1 looks for what is rare. */
const cancellations = process.env.LECTOR_SOAK === '1' ? 1_000 : 250
/** Of them, while the voice is still loading. */
const loadings = 4

const document = new SpokenDocument([
  paragraph('A storm at sea', 'heading'),
  paragraph('The wind rose at once. Nobody on the deck had seen it come.'),
  paragraph('She held the wheel. “Down,” he said, and the sail came down: too late, as it turned out.'),
])
/** From here on there is still a word to say. */
const lastWordChar = document.blocks[2].text.lastIndexOf('out')
const undisturbed = speechSettingsSchema.parse({})
const never = new AbortController().signal
const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolveWait) => setTimeout(resolveWait, milliseconds))
/** What keeps this process alive because of worker threads. */
const ports = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length

function settingsOf(random: () => number): SpeechSettings {
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]
  return speechSettingsSchema.parse({
    speed: pick([0.7, 1, 1, 1.2, 2, 3]),
    seed: Math.floor(random() * 1_000),
    stream: {
      seam: random() < 0.6 ? 'cached' : pick(seamModes),
      chunkPolicy: pick(['adaptive', 'fixed']),
      chunkMilliseconds: pick([100, 200, 500]),
    },
  })
}

async function samplesOf(voice: Voice): Promise<number[]> {
  const samples: number[] = []
  const from = { block: 0, char: 0 }
  for await (const piece of narrate({ voice, document, from, settings: () => undisturbed, signal: never }))
    if (piece.kind === 'audio') samples.push(...piece.samples)
  return samples
}

/** One reading from a random place with random settings, given up at a random moment. @returns pieces heard */
async function giveUp(voice: Voice, seed: number): Promise<number> {
  const random = createRandom(seed)
  const counting = createCountingSignal()
  const { signal, abort } = counting
  const settings = settingsOf(random)
  const block = Math.floor(random() * 3)
  const places = block === 2 ? lastWordChar + 1 : document.blocks[block].text.length
  const from = { block, char: Math.floor(random() * places) }
  const pieces = narrate({ voice, document, from, settings: () => settings, signal })
  const reason = new Error(`enough of ${seed}`)
  const isByTime = random() < 0.6
  const stopsAfter = Math.floor(random() * 8)
  const isLeft = random() < 0.15
  const isTwice = random() < 0.2
  let heard = 0
  let late = 0
  let hasAborted = false
  const stop = (): void => {
    hasAborted = true
    abort(reason)
    if (isTwice) abort(new Error('and again'))
  }
  const timer = isByTime ? setTimeout(stop, random() * 25) : null
  if (!isByTime && stopsAfter === 0) stop()
  try {
    for await (const piece of pieces) {
      if (piece.kind === 'audio' && signal.aborted) late++
      if (++heard >= stopsAfter && !isByTime) {
        if (isLeft) break
        stop()
      }
    }
    // Left early, or read to its end before the moment came.
  } catch (error) {
    expect(error, `run ${seed}`).toBe(reason)
    expect(hasAborted).toBe(true)
  } finally {
    if (timer) clearTimeout(timer)
  }
  // The push that was on its way.
  expect(late, `run ${seed}`).toBeLessThanOrEqual(1)
  expect(counting.listeners, `run ${seed}`).toBe(0)
  return heard
}

describe.skipIf(!hasVoice || !existsSync(resolve('out/main/inference-worker.js')))(
  'a voice in two workers (needs models/heart/files and out/main/inference-worker.js)',
  () => {
    let worker: CountingWorker
    beforeAll(() => {
      worker = makeCountingWorker()
    })
    afterAll(() => worker.remove())

    test(
      `given up ${cancellations} times at any moment it leaves no job, listener, thread, session or tensor (LECTOR_SOAK=1: 1,000 times)`,
      { timeout: 240_000 },
      async () => {
        const before = ports()
        const installed = await installedVoice('int8')
        const voice = await loadWorkerVoice(worker.path, installed, never)
        let lost = false
        void voice.lost?.then(() => (lost = true))
        const expected = await samplesOf(voice)
        for (let seed = 1; seed <= loadings; seed++) {
          const random = createRandom(seed)
          const { signal, abort } = createCountingSignal()
          const loading = loadWorkerVoice(worker.path, installed, signal)
          const outcome = loading.then(
            () => null,
            (error: unknown) => error,
          )
          await wait(random() * 150)
          const reason = new Error('changed my mind')
          abort(reason)
          expect(await outcome).toBe(reason)
        }
        for (let seed = 1; seed <= cancellations - loadings; seed++) await giveUp(voice, seed)
        expect(firstDifference(await samplesOf(voice), expected)).toBe(-1)
        expect(lost).toBe(false)
        await voice.dispose()
        expect(ports()).toBe(before)
        const ends = worker.ends()
        expect(ends).toHaveLength(2 * (loadings + 1))
        for (const end of ends) {
          expect(end.sessionsMade).toBeGreaterThan(0)
          expect(end).toMatchObject({ ended: end.opened, sessionsLeft: 0, tensorsLeft: 0 })
        }
        const jobs = ends.reduce((sum, { opened }) => sum + opened, 0)
        expect(jobs).toBeGreaterThan(cancellations)
      },
    )
  },
)
