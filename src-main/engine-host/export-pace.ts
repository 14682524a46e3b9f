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
  #last: JobProgress | null = null
  /** Of `wallSeconds`: when what is written was begun. */
  #writtenFromSeconds = 0

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

  /** It was found out how loud a part of the text is: that time tells nothing of how fast the rest is written. */
  measured(): void {
    this.#writtenFromSeconds = this.wallSeconds
  }

  /** @returns what there is to tell of it; null: something was told just now */
  advance(progress: JobProgress): RunningExport | null {
    this.#last = progress
    return this.#isDue() ? this.#running(progress) : null
  }

  /** The same while a file is made of a finished recording. */
  making({ path, fraction }: CompanionProgress): RunningExport | null {
    if (!this.#last || !this.#isDue()) return null
    return { ...this.#running(this.#last), making: { name: basename(path), fraction } }
  }

  #running({
    fraction,
    chapter,
    chapterFraction,
    chapterSamples,
    samples,
    newSamples,
  }: JobProgress): RunningExport {
    const now = performance.now()
    if (now - this.#lookedAt >= spaceMilliseconds) {
      this.#lookedAt = now
      void freeBytes(this.folder).then((bytes) => (this.#bytesFree = bytes ?? undefined))
    }
    const audioSeconds = samples / this.#sampleRateHz
    const seconds = this.wallSeconds - this.#writtenFromSeconds
    const realTimeFactor = newSamples > 0 ? (seconds * this.#sampleRateHz) / newSamples : 0
    const rest = fraction >= leastFraction ? 1 / fraction - 1 : undefined
    return {
      ...{ state: 'running', jobId: this.job.id, fraction, chapter, chapterFraction },
      chapterSeconds: chapterSamples.map((of) => of / this.#sampleRateHz),
      ...{ audioSeconds, realTimeFactor, bytesFree: this.#bytesFree },
      ...(rest === undefined ? {} : { secondsLeft: audioSeconds * rest * realTimeFactor }),
      ...(rest === undefined ? {} : { bytesNeeded: bytesPerSample[this.job.sampleFormat] * samples * rest }),
    }
  }

  #isDue(): boolean {
    const now = performance.now()
    if (now - this.#toldAt < tellMilliseconds) return false
    this.#toldAt = now
    return true
  }
}
