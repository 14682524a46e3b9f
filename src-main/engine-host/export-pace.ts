import type { ExportProgress } from '@contract/calls/export'
import type { ExportJob } from '@contract/export-job'
import { bytesPerSample } from '@contract/sample-formats'
import type { JobProgress, Voice } from '../engine'
import { freeBytes } from './free-space'

/** Progress is told at most this often: more is not seen. */
const tellMilliseconds = 100
/** Below this much work done, a guess of the time left is worth nothing. */
const leastFraction = 0.01
/** The room on the disk is looked at this often. */
const spaceMilliseconds = 2_000

/** How fast an export goes, what time and room the rest of it takes. */
export class ExportPace {
  readonly #startedAt = performance.now()
  readonly #sampleRateHz: number
  #restedMilliseconds = 0
  #toldAt = -Infinity
  #lookedAt = -Infinity
  #bytesFree: number | undefined

  constructor(
    private readonly job: ExportJob,
    voice: Pick<Voice, 'sampleRateHz'>,
    private readonly path: string,
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
    samples,
    newSamples,
  }: JobProgress): Omit<Extract<ExportProgress, { state: 'running' }>, 'state' | 'jobId' | 'path'> | null {
    const now = performance.now()
    if (now - this.#lookedAt >= spaceMilliseconds) {
      this.#lookedAt = now
      void freeBytes(this.path).then((bytes) => (this.#bytesFree = bytes ?? undefined))
    }
    if (now - this.#toldAt < tellMilliseconds) return null
    this.#toldAt = now
    const audioSeconds = samples / this.#sampleRateHz
    const realTimeFactor = newSamples > 0 ? (this.wallSeconds * this.#sampleRateHz) / newSamples : 0
    const rest = fraction >= leastFraction ? 1 / fraction - 1 : undefined
    return {
      ...{ fraction, audioSeconds, realTimeFactor, bytesFree: this.#bytesFree },
      ...(rest === undefined ? {} : { secondsLeft: audioSeconds * rest * realTimeFactor }),
      ...(rest === undefined ? {} : { bytesNeeded: bytesPerSample[this.job.sampleFormat] * samples * rest }),
    }
  }
}
