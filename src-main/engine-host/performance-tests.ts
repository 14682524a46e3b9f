import type { PerformanceResult } from '@contract/calls/performance'
import { toErrorData } from '@contract/errors'
import type { EngineHostCommand, EngineHostEvent } from '@contract/host-messages'
import { afresh, comparePlayed, seamTexts, timePlayed, type Turn } from '../engine'
import { sleep } from './sleep'
import type { VoiceLease } from './voice-holder'

type TestCommand = Extract<EngineHostCommand, { kind: 'test' }>
type Tested = Extract<EngineHostEvent, { kind: 'tested' }>

/** How often one that waits looks whether it may go on: a pause in what nobody hears. */
const waitMilliseconds = 50

/** Tries the voice held on this machine, one test at a time. */
export interface PerformanceTests {
  /** Ends a test under way, then runs this one; told once of each how it ended. */
  start(command: TestCommand): void
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
  emit: (tested: Tested) => void
}): PerformanceTests {
  const { emit } = options
  let underWay: { readonly controller: AbortController; readonly ended: Promise<void> } | null = null

  const turn: Turn = async (signal) => {
    const isWanted = options.isVoiceWanted()
    while (options.isVoiceWanted()) await sleep(waitMilliseconds, signal)
    return isWanted
  }

  const run = async ({ test, stream }: TestCommand, signal: AbortSignal): Promise<PerformanceResult> => {
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

  const tell = async (command: TestCommand, signal: AbortSignal): Promise<void> => {
    const { requestId } = command
    try {
      emit({ kind: 'tested', requestId, result: await run(command, signal), error: null })
    } catch (error) {
      emit({ kind: 'tested', requestId, result: null, error: signal.aborted ? null : toErrorData(error) })
    }
  }

  const cancel = async (): Promise<void> => {
    underWay?.controller.abort(new Error('The test was cancelled'))
    await underWay?.ended
  }

  return {
    start(command) {
      const former = cancel()
      const controller = new AbortController()
      const ended = former.then(() => tell(command, controller.signal))
      underWay = { controller, ended }
    },
    cancel,
  }
}
