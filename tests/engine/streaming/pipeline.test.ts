import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Voice } from '../../../src-main/engine/voices/voice'
import { readAsChain, readSerially } from '../../helpers/pipeline-readings'
import { loadSineVoice } from '../../helpers/sine-voice'

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
    async *analyse(text, tempo, signal) {
      for await (const utterance of voice.analyse(text, tempo, signal)) {
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
