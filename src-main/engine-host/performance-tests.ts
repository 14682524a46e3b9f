import type { z } from 'zod'
import type { PerformanceResult, runPerformanceTest } from '@contract/calls/performance'
import { afresh, comparePlayed, seamTexts, timePlayed, type Turn } from '../engine'
import { sleep } from './sleep'
import type { VoiceLease } from './voice-holder'

type TestOrder = z.output<typeof runPerformanceTest.input>

/** How often one that waits looks whether it may go on: a pause in what nobody hears. */
const waitMilliseconds = 50

/** Tries the voice held on this machine, one test at a time. */
export interface PerformanceTests {
  /** Ends a test under way, then runs this one. @returns null when it was cancelled. @throws AppError */
  run(order: TestOrder): Promise<PerformanceResult | null>
  /** Resolves when none is under way. */
  cancel(): Promise<void>
}

/**
 * @param options.tryDevices tries again what can run the voice, and has it run by the best; takes its turn before each step
 * @param options.isVoiceWanted whether somebody waits for sound: tests then wait for them
 */
export function createPerformanceTests(options: {
  borrowVoice: (signal: AbortSignal) => Promise<VoiceLease>
  tryDevices: (turn: Turn, signal: AbortSignal) => Promise<void>
  isVoiceWanted: () => boolean
}): PerformanceTests {
  let underWay: { readonly controller: AbortController; readonly ended: Promise<unknown> } | null = null

  const turn: Turn = async (signal) => {
    const isWanted = options.isVoiceWanted()
    while (options.isVoiceWanted()) await sleep(waitMilliseconds, signal)
    return isWanted
  }

  const run = async ({ test, stream }: TestOrder, signal: AbortSignal): Promise<PerformanceResult> => {
    if (test === 'devices') {
      await turn(signal)
      await options.tryDevices(turn, signal)
    }
    const { voice, release } = await options.borrowVoice(signal)
    try {
      const text = seamTexts.map((passage) => passage.text).join('. ')
      // Of what is kept nothing would be learnt.
      const played = { voice: afresh(voice), text, stream, turn, signal }
      return test === 'seams'
        ? { test, ...(await comparePlayed(played)) }
        : { test, device: voice.device, realTimeFactor: await timePlayed(played) }
    } finally {
      release()
    }
  }

  const runUnlessCancelled = async (
    order: TestOrder,
    signal: AbortSignal,
  ): Promise<PerformanceResult | null> => {
    try {
      return await run(order, signal)
    } catch (error) {
      if (signal.aborted) return null
      throw error
    }
  }

  const cancel = async (): Promise<void> => {
    underWay?.controller.abort(new Error('The test was cancelled'))
    await underWay?.ended
  }

  return {
    run(order) {
      const former = cancel()
      const controller = new AbortController()
      const result = former.then(() => runUnlessCancelled(order, controller.signal))
      underWay = { controller, ended: result.catch(() => undefined) }
      return result
    },
    cancel,
  }
}
