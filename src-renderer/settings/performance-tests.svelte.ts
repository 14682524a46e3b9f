import {
  cancelPerformanceTest,
  runPerformanceTest,
  type PerformanceResult,
  type PerformanceTest,
} from '@contract/calls/performance'
import type { Settings } from '@contract/settings'
import type { Bridge } from '../bridge/bridge'

type ResultOf<Test extends PerformanceTest> = Extract<PerformanceResult, { test: Test }>

/** The tests of the voice on this machine, and what came of the last of each. */
export class PerformanceTests {
  #running: PerformanceTest | null = $state(null)
  #seams: ResultOf<'seams'> | null = $state.raw(null)
  #devices: ResultOf<'devices'> | null = $state.raw(null)
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
    return this.#seams
  }
  get devices(): ResultOf<'devices'> | null {
    return this.#devices
  }

  /** Runs a test in place of one that is under way. */
  async run(test: PerformanceTest): Promise<void> {
    const run = ++this.#run
    this.#running = test
    try {
      const { stream } = this.settings().speech
      const result = await this.bridge.call(runPerformanceTest, { test, stream })
      if (run !== this.#run) return
      if (result?.test === 'seams') this.#seams = result
      if (result?.test === 'devices') this.#devices = result
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
