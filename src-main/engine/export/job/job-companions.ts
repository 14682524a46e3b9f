import { dirname, join } from 'node:path'
import type { ExportJob } from '@contract/export-job'
import type { EncodedFormat } from '@contract/recording-files'
import { createEncodedFile } from '../encoded/encoded-file'
import type { EncodedForm } from '../encoded/encoded-form'
import { encodedTags } from './encoded-tags'
import { JobBook } from './job-book'
import { createJobWords, jobChapters, type RecordingSource } from './job-contents'
import { coverOf } from './job-cover'
import { companionsOf, soundFileOf, type Companion } from './job-files'
import type { JobRecordings } from './job-recordings'
import { writeJobSubtitles } from './job-subtitles'
import type { ExportPoint } from './progress-record'
import type { JobMeans } from './job-means'
import { isWavThere, readWavSamples, type WavSource } from '../recording/wav-samples'

/**
 * Makes the other files that a job asks for of its recordings that are whole. Each appears whole, and is a function of the
 * recording, the journal, the job and the voice: what was broken off is made anew, and has the same bytes.
 */
export class JobCompanions {
  /** null: none is asked for. */
  readonly book: JobBook | null

  constructor(
    private readonly job: ExportJob,
    private readonly means: JobMeans,
    private readonly recordings: JobRecordings,
  ) {
    this.book = job.narratedBook && new JobBook(job, job.narratedBook, means)
  }

  /** What is not noted yet of a recording, where that is finished. */
  missing(recording: number, { finished, companions }: ExportPoint): Companion[] {
    if (!finished.get(recording)) return []
    return companionsOf(this.job, recording).filter(({ name }) => !companions.has(name))
  }

  /**
   * Whether there is everything that is missing at a point could be made of.
   * @throws AppError 'export/not-writable' where that cannot be read
   */
  async canBeMade(point: ExportPoint): Promise<boolean> {
    for (const [recording, samples] of point.finished) {
      const isNeeded = this.missing(recording, point).length > 0
      if (isNeeded && !(await isWavThere(this.recordings.sourceOf(recording, samples)))) return false
    }
    return this.book === null || this.book.hasSounds(point)
  }

  /**
   * Makes one appear, or leaves nothing of it.
   * @throws AppError 'export/disk-full', 'export/not-writable', what the encoding throws; `signal.reason` when aborted
   */
  async make(recording: number, samples: number, { kind, name, isForBook }: Companion): Promise<void> {
    const { folder, journalPath } = this.means
    const path = join(isForBook ? dirname(journalPath) : folder, name)
    const source = { job: this.job, recording, journalPath }
    const wav = this.recordings.sourceOf(recording, samples)
    switch (kind) {
      case 'words':
        return this.#writeWords(source, wav)
      case 'vtt':
      case 'srt':
        return writeJobSubtitles(source, { path, format: kind, sampleRateHz: wav.form.sampleRateHz })
      default:
        return this.#encode(this.#formOf(kind, recording, wav, isForBook), path, source, wav)
    }
  }

  async #writeWords(source: RecordingSource, { form }: WavSource): Promise<void> {
    const { folder, voice } = this.means
    const words = await createJobWords(source, {
      path: join(folder, soundFileOf(this.job, source.recording)),
      voice: voice.id,
      sampleRateHz: form.sampleRateHz,
    })
    try {
      await words.finish()
    } catch (error) {
      await words.abandon()
      throw error
    }
  }

  async #encode(form: EncodedForm, path: string, source: RecordingSource, wav: WavSource): Promise<void> {
    const { signal, turn, startEncoding, onCompanion } = this.means
    const chapters = await jobChapters(source)
    const file = await createEncodedFile(path, form, startEncoding)
    try {
      let samples = 0
      for await (const piece of readWavSamples(wav)) {
        signal.throwIfAborted()
        await turn?.(signal)
        await file.write(piece)
        samples += piece.length
        onCompanion?.({ path, fraction: samples / wav.samples })
      }
      signal.throwIfAborted()
      await file.finish(chapters)
    } catch (error) {
      await file.abandon()
      throw error
    }
  }

  #formOf(format: EncodedFormat, recording: number, { form }: WavSource, isForBook: boolean): EncodedForm {
    return {
      format,
      sampleRateHz: form.sampleRateHz,
      bitsPerSample: form.format === 'int16' ? 16 : 24,
      tags: encodedTags(this.job, recording, this.means.voice),
      // The book has its own.
      cover: isForBook ? null : coverOf(this.job),
    }
  }
}
