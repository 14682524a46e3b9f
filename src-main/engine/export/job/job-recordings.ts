import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportJob } from '@contract/export-job'
import { bytesPerSample } from '@contract/sample-formats'
import type { WavForm } from '../../audio/wav'
import type { WavCue } from '../../audio/wav-cues'
import { beginRecording } from '../recording/begin-recording'
import { finishRecording } from '../recording/finish-recording'
import { holds, type ExportPoint } from './progress-record'
import { Turns } from '../../streaming/turns'
import { resumeWavFile, type WavFile } from '../recording/wav-file'
import type { WavSource } from '../recording/wav-samples'
import type { WordsFile } from '../recording/words-file'
import { asWritingFailure } from '../recording/writing-failure'

/** Zeros are written in pieces of this many. */
const silenceSamples = 48_000
/** Samples that wait for the end of their sentence at most: a write for every push would be waited for as often. */
const mostWaiting = 2 ** 19

/**
 * The recordings of an export that hold the chapter that is being written: all of them get the same samples, which are in
 * their files from the next `flush` or end of a chapter on. While that is done more may be written.
 */
export class JobRecordings {
  #waiting: Float32Array[] = []
  #waitingSamples = 0
  readonly #open = new Map<number, WavFile>()
  /** Of what is done to the open files. */
  readonly #turns = new Turns()

  /**
   * @param folder where the recordings are written
   * @param formOf what each of them is
   */
  constructor(
    private readonly job: ExportJob,
    private readonly folder: string,
    private readonly formOf: (recording: number) => WavForm,
  ) {}

  /** Of a recording, under its final name. */
  pathOf(recording: number): string {
    return join(this.folder, this.job.recordings[recording].name)
  }

  /** Of a finished recording: what it is read by. */
  sourceOf(recording: number, samples: number): WavSource {
    return { path: this.pathOf(recording), form: this.formOf(recording), samples }
  }

  /**
   * Takes up again what was open at a point.
   * @returns the recordings that have their names, although nobody came to note it; null, with nothing open, where there is
   *   less than what the point says
   * @throws AppError 'export/not-writable', 'export/disk-full'
   */
  async resume({ bases, chapterSamples, finishing, finished }: ExportPoint): Promise<number[] | null> {
    const named: number[] = []
    for (const [recording, base] of bases) {
      if (finished.has(recording)) continue
      const samples = base + chapterSamples
      const path = this.pathOf(recording)
      const file = await resumeWavFile(path, this.formOf(recording), samples)
      if (file) this.#open.set(recording, file)
      else if (
        finishing.get(recording) === samples &&
        (await hasBytes(path, samples * bytesPerSample[this.job.sampleFormat]))
      )
        named.push(recording)
      else {
        await this.leave()
        return null
      }
    }
    return named
  }

  /**
   * Opens the recordings that begin with a chapter; the others get the silence before it.
   * @returns the number of each that holds it, and its samples so far
   * @throws AppError 'export/not-writable', 'export/disk-full'
   */
  async beginChapter(chapter: number, silentSamples: number): Promise<[recording: number, base: number][]> {
    await this.flush()
    const bases: [number, number][] = []
    for (const [recording, one] of this.job.recordings.entries()) {
      if (!holds(one, chapter)) continue
      let file = this.#open.get(recording)
      if (!file) {
        file = await beginRecording(this.pathOf(recording), this.formOf(recording))
        this.#open.set(recording, file)
      }
      if (file.samples > 0) for (const zeros of silence(silentSamples)) await file.write(zeros)
      bases.push([recording, file.samples])
    }
    return bases
  }

  /** @throws AppError 'export/not-writable', 'export/disk-full' */
  async write(samples: Float32Array): Promise<void> {
    this.#waiting.push(samples)
    this.#waitingSamples += samples.length
    if (this.#waitingSamples >= mostWaiting) await this.flush()
  }

  /** @throws as `write` */
  async writeSilence(samples: number): Promise<void> {
    for (const zeros of silence(samples)) await this.write(zeros)
  }

  /** Brings to the files what was written before it is called. @throws as `write` */
  async flush(): Promise<void> {
    const waiting = this.#waiting
    this.#waiting = []
    this.#waitingSamples = 0
    await this.#turns.take(async () => {
      if (waiting.length > 0) for (const file of this.#open.values()) await file.write(...waiting)
    })
  }

  /** Makes what is in the files outlive the machine. @throws as `write` */
  async sync(): Promise<void> {
    await this.#turns.take(async () => {
      for (const file of this.#open.values()) await file.sync()
    })
  }

  /** Numbers of the open recordings whose last chapter it is, and the samples of each. @throws as `write` */
  async endingWith(chapter: number): Promise<[recording: number, samples: number][]> {
    await this.flush()
    return [...this.#open]
      .filter(([recording]) => this.job.recordings[recording].untilChapter === chapter + 1)
      .map(([recording, file]) => [recording, file.samples])
  }

  /**
   * Gives a recording its name; one without a sample is not left.
   * @throws as `write`
   */
  async finish(recording: number, cues: readonly WavCue[], words: WordsFile | null): Promise<void> {
    const file = this.#open.get(recording)
    if (!file) return
    if (file.samples === 0) {
      await words?.abandon()
      await file.abandon()
    } else await finishRecording(this.pathOf(recording), file, words, cues)
    this.#open.delete(recording)
  }

  /** Takes a finished recording away, of which all is made that was asked for. @throws as `write` */
  async remove(recording: number): Promise<void> {
    const path = this.pathOf(recording)
    await asWritingFailure(path, () => rm(path, { force: true }))
  }

  /** Keeps what is in the files, for another time. */
  async leave(): Promise<void> {
    this.#waiting = []
    this.#waitingSamples = 0
    for (const file of this.#open.values()) await file.leave()
    this.#open.clear()
  }
}

/** Whether there is a file of more than so many bytes. */
function hasBytes(path: string, bytes: number): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size > bytes,
    () => false,
  )
}

function* silence(samples: number): Generator<Float32Array, void, void> {
  for (let left = samples; left > 0; left -= silenceSamples)
    yield new Float32Array(Math.min(left, silenceSamples))
}
