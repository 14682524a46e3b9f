import { copyReport, openLogFolder, readDiagnostics } from '@contract/calls/diagnostics'
import { toErrorData, type AppError } from '@contract/errors'
import type { Bridge } from '../bridge/bridge'
import { percentile95 } from '../instruments/first-sound'
import type { SpeechPlayer } from '../audio/speech-player-types'

/** Often enough to see a figure move, seldom enough not to be one of the figures. */
const lookEveryMilliseconds = 1_000

/** What is measured of the speech, as it stands now; null until known. */
export interface SpeechFigures {
  readonly firstSoundMilliseconds: number | null
  /** That 95 of 100 starts stay under. */
  readonly usualFirstSoundMilliseconds: number | null
  /** Rendering time over audio time. */
  readonly realTimeFactor: number | null
  readonly underruns: number
  readonly bufferAheadSeconds: number
}

/** Reads what the program and its voice are doing, for as long as somebody looks. */
export class Diagnostics {
  #memoryBytes: number | null = $state(null)
  #logFolder: string | null = $state(null)
  #figures: SpeechFigures | null = $state.raw(null)

  constructor(
    private readonly bridge: Bridge,
    private readonly player: SpeechPlayer,
    private readonly onError: (error: unknown) => void,
  ) {}

  get memoryBytes(): number | null {
    return this.#memoryBytes
  }
  get logFolder(): string | null {
    return this.#logFolder
  }
  get figures(): SpeechFigures | null {
    return this.#figures
  }

  /** Looks at once and again and again until the returned function is called. @param asksMain also for what only main knows */
  watch(asksMain: boolean): () => void {
    let isAsking = false
    let isReported = false
    const ask = async () => {
      if (isAsking) return
      isAsking = true
      try {
        await this.#ask()
      } catch (error) {
        // The next question, a second later, would fail alike.
        if (!isReported) this.onError(error)
        isReported = true
      } finally {
        isAsking = false
      }
    }
    const look = () => {
      this.#look()
      if (asksMain) void ask()
    }
    look()
    const timer = setInterval(look, lookEveryMilliseconds)
    return () => clearInterval(timer)
  }

  openLogFolder(): void {
    this.bridge.call(openLogFolder, null).catch(this.onError)
  }

  /**
   * Copies what may be passed on to whoever is asked for help; nothing of a document is in it.
   * @param error what the person is shown; null: nothing
   * @returns whether it was copied; why not is told
   */
  async copyReport(error: AppError | null): Promise<boolean> {
    const { engine, instruments } = this.player
    const { ready, voice, device, providers } = engine
    try {
      await this.bridge.call(copyReport, {
        error: error && toErrorData(error),
        speech: {
          isReady: ready,
          voice: voice?.id ?? null,
          device,
          providers: providers.map(({ id, state, reason }) => ({ id, state, reason: reason?.code })),
          realTimeFactor: instruments.realTimeFactor,
          underruns: instruments.underruns,
        },
      })
      return true
    } catch (failure) {
      this.onError(failure)
      return false
    }
  }

  #look(): void {
    const { clickToAudibleMilliseconds, realTimeFactor, underruns, bufferAheadSeconds } =
      this.player.instruments
    this.#figures = {
      firstSoundMilliseconds: clickToAudibleMilliseconds.at(-1) ?? null,
      usualFirstSoundMilliseconds: percentile95(clickToAudibleMilliseconds),
      realTimeFactor,
      underruns,
      bufferAheadSeconds,
    }
  }

  async #ask(): Promise<void> {
    const { memoryBytes, logFolder } = await this.bridge.call(readDiagnostics, null)
    this.#memoryBytes = memoryBytes
    this.#logFolder = logFolder
  }
}
