import {
  cancelPerformanceTest,
  runPerformanceTest,
  type PerformanceResult,
  type PerformanceTest,
} from '@contract/calls/performance'
import {
  isSameVoiceChoice,
  voiceChoiceOf,
  type Settings,
  type SpeechSettings,
  type StreamSettings,
} from '@contract/settings'
import type { Bridge } from '../bridge/bridge'

type ResultOf<Test extends PerformanceTest> = Extract<PerformanceResult, { test: Test }>

/** What came of a test, and what was tested. */
interface Outcome<Test extends PerformanceTest> {
  readonly result: ResultOf<Test>
  readonly speech: SpeechSettings
}

/** The tests of the voice on this machine, and what came of the last of each, while it is of what is chosen. */
export class PerformanceTests {
  #running: PerformanceTest | null = $state(null)
  #seams: Outcome<'seams'> | null = $state.raw(null)
  #devices: Outcome<'devices'> | null = $state.raw(null)
  /** Counts the tests, so that only the last one is listened to. */
  #run = 0

  constructor(
    private readonly bridge: Bridge,
    private readonly settings: () => Settings,
    private readonly onError: (error: unknown) => void,
  ) {}

  get running(): PerformanceTest | null {
    return this.#running
  }
  get seams(): ResultOf<'seams'> | null {
    return resultOf(this.#seams, (tested) => {
      const { speech } = this.settings()
      return isSameVoice(tested, speech) && isSameStream(tested, speech)
    })
  }
  get devices(): ResultOf<'devices'> | null {
    return resultOf(this.#devices, (tested) => isSameVoice(tested, this.settings().speech))
  }

  /** Runs a test in place of one that is under way. */
  async run(test: PerformanceTest): Promise<void> {
    const run = ++this.#run
    this.#running = test
    try {
      const { speech } = this.settings()
      const result = await this.bridge.call(runPerformanceTest, { test, stream: speech.stream })
      if (run !== this.#run) return
      if (result?.test === 'seams') this.#seams = { result, speech }
      if (result?.test === 'devices') this.#devices = { result, speech }
    } catch (error) {
      if (run === this.#run) this.onError(error)
    }
    if (run === this.#run) this.#running = null
  }

  /** Ends what is under way. */
  cancel(): void {
    if (this.#running === null) return
    this.#run++
    this.#running = null
    this.bridge.call(cancelPerformanceTest, null).catch(this.onError)
  }
}

/** What came of a test, if what was tested is what is chosen. */
function resultOf<Test extends PerformanceTest>(
  outcome: Outcome<Test> | null,
  isChosen: (tested: SpeechSettings) => boolean,
): ResultOf<Test> | null {
  return outcome && isChosen(outcome.speech) ? outcome.result : null
}

function isSameVoice(a: SpeechSettings, b: SpeechSettings): boolean {
  return isSameVoiceChoice(voiceChoiceOf(a), voiceChoiceOf(b))
}

/** Whether sound is cut and joined alike; how far ahead it is made is nothing to that. */
function isSameStream({ stream: a }: SpeechSettings, { stream: b }: SpeechSettings): boolean {
  const names = Object.keys(a) as (keyof StreamSettings)[]
  return names.every((name) => name === 'bufferAheadSeconds' || a[name] === b[name])
}
