import { basename } from 'node:path'
import type { ExportProgress } from '@contract/calls/export'
import type { ExportJob } from '@contract/export-job'
import { bytesPerSample } from '@contract/sample-formats'
import { freeBytes, type CompanionProgress, type JobProgress, type Voice } from '../engine'

/** Progress is told at most this often: more is not seen. */
const tellMilliseconds = 100
/** Below this much work done, a guess of the time left is worth nothing. */
const leastFraction = 0.01
/** The room on the disk is looked at this often. */
const spaceMilliseconds = 2_000

type RunningExport = Extract<ExportProgress, { state: 'running' }>

/** How fast an export goes, what time and room the rest of it takes. */
export class ExportPace {
  readonly #startedAt = performance.now()
  readonly #sampleRateHz: number
  #restedMilliseconds = 0
  #toldAt = -Infinity
  #lookedAt = -Infinity
  #bytesFree: number | undefined
  #last: RunningExport | null = null

  constructor(
    private readonly job: ExportJob,
    voice: Pick<Voice, 'sampleRateHz'>,
    private readonly folder: string,
  ) {
    this.#sampleRateHz = job.sampleRateHz ?? voice.sampleRateHz
  }

  /** Of work, without what it rested. */
  get wallSeconds(): number {
    return (performance.now() - this.#startedAt - this.#restedMilliseconds) / 1_000
  }

  rested(milliseconds: number): void {
    this.#restedMilliseconds += milliseconds
  }

  /** @returns what there is to tell of it; null: something was told just now */
  advance({
    fraction,
    chapter,
    chapterFraction,
    chapterSamples,
    samples,
    newSamples,
  }: JobProgress): RunningExport | null {
    const now = performance.now()
    if (now - this.#lookedAt >= spaceMilliseconds) {
      this.#lookedAt = now
      void freeBytes(this.folder).then((bytes) => (this.#bytesFree = bytes ?? undefined))
    }
    const audioSeconds = samples / this.#sampleRateHz
    const realTimeFactor = newSamples > 0 ? (this.wallSeconds * this.#sampleRateHz) / newSamples : 0
    const rest = fraction >= leastFraction ? 1 / fraction - 1 : undefined
    this.#last = {
      ...{ state: 'running', jobId: this.job.id, fraction, chapter, chapterFraction },
      chapterSeconds: chapterSamples.map((of) => of / this.#sampleRateHz),
      ...{ audioSeconds, realTimeFactor, bytesFree: this.#bytesFree },
      ...(rest === undefined ? {} : { secondsLeft: audioSeconds * rest * realTimeFactor }),
      ...(rest === undefined ? {} : { bytesNeeded: bytesPerSample[this.job.sampleFormat] * samples * rest }),
    }
    return this.#due(this.#last)
  }

  /** The same while a file is made of a finished recording. */
  making({ path, fraction }: CompanionProgress): RunningExport | null {
    return this.#last && this.#due({ ...this.#last, making: { name: basename(path), fraction } })
  }

  #due(progress: RunningExport): RunningExport | null {
    const now = performance.now()
    if (now - this.#toldAt < tellMilliseconds) return null
    this.#toldAt = now
    return progress
  }
}
