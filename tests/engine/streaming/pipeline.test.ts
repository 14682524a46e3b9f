import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { pipelineDepth } from '@contract/limits'
import { speechSettingsSchema } from '@contract/settings'
import { createPipelineRecorder } from '../../../src-main/cli/commands/bench/pipeline-log'
import { median } from '../../../src-main/cli/commands/bench/statistics'
import { narrate } from '../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../../src-main/engine/voices/voice'
import { loadWorkerVoice } from '../../../src-main/engine/worker/worker-voice'
import { hasVoice, installedVoice } from '../../helpers/installed-voice'
import { paragraph } from '../../helpers/paragraphs'
import { loadSineVoice } from '../../helpers/sine-voice'

const never = new AbortController().signal
const settings = speechSettingsSchema.parse({})
const document = new SpokenDocument([
  paragraph('One is here, and it is long enough for several pushes. Two is here too. Three follows.'),
  paragraph('Four is the next one, in a paragraph of its own. Five ends it.'),
])

/** Sentence by sentence: nothing of the next one is begun before the last sample of this one is there. */
async function readSerially(voice: Voice): Promise<void> {
  for (const { block, startChar, endChar } of document.sentences({ block: 0, char: 0 })) {
    const from = { block, char: startChar }
    const until = { block, char: endChar }
    const pieces = narrate({ voice, document, from, until, settings: () => settings, signal: never })
    while (!(await pieces.next()).done) continue
  }
}

async function readAsChain(voice: Voice) {
  const now = (): number => performance.timeOrigin + performance.now()
  const recorder = createPipelineRecorder(now())
  const from = { block: 0, char: 0 }
  for await (const piece of narrate({ voice, document, from, settings: () => settings, signal: never }))
    recorder.note(piece, now())
  return recorder.finish()
}

/** Two stages that are busy for a time of their own, one piece of work at a time, as two worker threads are. */
function twoBusyWorkers(voice: Voice, analysisMilliseconds: number, pushMilliseconds: number): Voice {
  const createStage = () => {
    let last: Promise<unknown> = Promise.resolve()
    let busy = 0
    return {
      get busyMilliseconds() {
        return busy
      },
      work(milliseconds: number): Promise<void> {
        const turn = last.then(() => new Promise<void>((done) => setTimeout(done, milliseconds)))
        last = turn
        busy += milliseconds
        return turn
      },
    }
  }
  const acoustic = createStage()
  const vocoder = createStage()
  return {
    ...voice,
    async *analyse(text, lengthScale, signal) {
      for await (const utterance of voice.analyse(text, lengthScale, signal)) {
        await acoustic.work(analysisMilliseconds)
        yield utterance
      }
    },
    async *render(utterance, plan, signal) {
      for await (const push of voice.render(utterance, plan, signal)) {
        await vocoder.work(pushMilliseconds)
        yield push
      }
    },
  }
}

describe('the chain of two stages', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance', 'Date'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  async function timed(work: () => Promise<unknown>): Promise<number> {
    const startedAt = performance.now()
    let isDone = false
    const ended = work().finally(() => (isDone = true))
    while (!isDone) await vi.advanceTimersByTimeAsync(1)
    await ended
    return performance.now() - startedAt
  }

  test.each([
    [40, 10],
    [200, 30],
    [30, 8],
  ])('takes the time of the slower one, with %d ms an analysis and %d ms a push', async (analysis, push) => {
    const voice = twoBusyWorkers(await loadSineVoice(), analysis, push)
    let pushes = 0
    const counting: Voice = {
      ...voice,
      async *render(...args) {
        for await (const item of voice.render(...args)) {
          pushes++
          yield item
        }
      },
    }
    const chain = await timed(() => readAsChain(counting))
    const serial = await timed(() => readSerially(voice))
    const sentences = 5
    // What no order can save: the first analysis, then the busier stage.
    const bound = Math.max(analysis + pushes * push, sentences * analysis + push)
    expect(serial).toBeGreaterThanOrEqual(sentences * analysis + pushes * push)
    expect(chain).toBeGreaterThanOrEqual(bound)
    expect(chain).toBeLessThanOrEqual(bound + 3 * Math.max(analysis, push))
    expect(chain / serial).toBeLessThan(0.95)
  })
})

describe.skipIf(
  !hasVoice || !existsSync(resolve('out/main/inference-worker.js')) || availableParallelism() < 2,
)('a voice in two workers (needs models/heart/files, out/main/inference-worker.js and two cores)', () => {
  test('reads faster as a chain than one after the other, within its bounded queues', async () => {
    const installed = await installedVoice('int8')
    const voice = await loadWorkerVoice(resolve('out/main/inference-worker.js'), installed, never)
    try {
      await readSerially(voice)
      await readAsChain(voice)
      const ratios: number[] = []
      for (let round = 0; round < 9; round++) {
        const startedAt = performance.now()
        await readSerially(voice)
        const serialEndedAt = performance.now()
        const { analyses, pushes } = await readAsChain(voice)
        ratios.push((performance.now() - serialEndedAt) / (serialEndedAt - startedAt))
        expect(analyses.map(({ sentence }) => sentence)).toEqual([0, 1, 2, 3, 4])
        for (const { beganMs, endedMs, handedOverMs } of [...analyses, ...pushes]) {
          expect(endedMs).toBeGreaterThan(beganMs)
          // Two threads' clocks agree within less than this.
          expect(handedOverMs).toBeGreaterThan(endedMs - 2)
        }
        for (const { pushesWaiting, analysedWaiting } of pushes) {
          expect(pushesWaiting).toBeLessThanOrEqual(pipelineDepth)
          expect(analysedWaiting).toBeLessThanOrEqual(pipelineDepth + 1)
        }
      }
      expect(median(ratios)).toBeLessThan(0.97)
    } finally {
      await voice.dispose()
    }
  })
})
