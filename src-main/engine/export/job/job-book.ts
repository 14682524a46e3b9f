import { rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { assert } from '@contract/assert'
import { AppError } from '@contract/errors'
import type { ExportJob, JobNarratedBook } from '@contract/export-job'
import { fileBeside } from '@contract/recording-files'
import type { RecordedSentence } from '@contract/recording-words'
import { openFileSource } from '../../documents/byte-source'
import { documentId } from '../../documents/name-document'
import type { NarratedAudio, WriteNarratedBook } from '../epub-overlay'
import { entriesOf, sentenceOf } from './job-contents'
import { bookRecordings, companionsOf, narratedBookSound } from './job-files'
import type { ExportPoint } from './progress-record'
import type { JobMeans } from './job-means'
import { inSeconds } from '../recording/words-file'
import { asWritingFailure } from '../recording/writing-failure'

/** A recording's sound as the book has it. */
interface BookSound {
  readonly recording: number
  readonly name: string
  readonly path: string
  /** Whether it goes when the book is made. */
  readonly isForBook: boolean
}

/**
 * The book that a job's document was opened from, with its narration in it. It appears whole, and is a function of its
 * source, its recordings, the journal, the job and the voice, as what else is made of recordings.
 */
export class JobBook {
  readonly name: string
  readonly path: string
  readonly #write: WriteNarratedBook
  /** In the order of the book. */
  readonly #sounds: readonly BookSound[]

  constructor(
    private readonly job: ExportJob,
    private readonly book: JobNarratedBook,
    private readonly means: JobMeans,
  ) {
    assert(means.writeNarratedBook !== undefined, 'who runs a job with a book has the means to write it')
    this.#write = means.writeNarratedBook
    this.name = book.name
    this.path = join(means.folder, book.name)
    this.#sounds = bookRecordings(job).map((recording): BookSound => {
      const name = fileBeside(job.recordings[recording].name, narratedBookSound.format)
      const isForBook = companionsOf(job, recording).some((one) => one.isForBook)
      const folder = isForBook ? dirname(means.journalPath) : means.folder
      return { recording, name, isForBook, path: join(folder, name) }
    })
  }

  isMade({ companions }: ExportPoint): boolean {
    return companions.has(this.name)
  }

  /** Whether it is made, or all sounds are there still that were made for it. */
  async hasSounds(point: ExportPoint): Promise<boolean> {
    if (this.isMade(point)) return true
    for (const { name, path } of this.#sounds)
      if (point.companions.has(name) && !(await isFile(path))) return false
    return true
  }

  /**
   * Refuses what cannot become the book, before all else is done.
   * @throws AppError 'export/source-changed' where the source is gone, or another one; 'export/not-writable' (`reason`
   *   'source') where the book would take its place
   */
  async refuseOthers(point: ExportPoint): Promise<void> {
    if (this.isMade(point)) return
    const { sourcePath } = this.book
    if ((await this.#sourceId()) !== this.job.document.id)
      throw new AppError('export/source-changed', `${sourcePath} is not what was opened`, {
        details: { path: sourcePath },
      })
    if (await isOneFile(sourcePath, this.path))
      throw new AppError('export/not-writable', `${this.path} is the book that is narrated`, {
        details: { path: this.path, reason: 'source' },
        retry: 'after-user-action',
      })
  }

  /** @throws what `writeNarratedBook` throws; `signal.reason` when aborted */
  async make({ finished, sentences }: ExportPoint): Promise<void> {
    const { job, book, path } = this
    const { voice, signal, onCompanion } = this.means
    const sampleRateHz = job.sampleRateHz ?? voice.sampleRateHz
    let told = 0
    const onTold = (): void => onCompanion?.({ path, fraction: ++told / sentences })
    const audio = this.#sounds.flatMap(({ recording, path: soundPath }): NarratedAudio[] => {
      const samples = finished.get(recording) ?? 0
      if (samples === 0) return []
      const { mediaType } = narratedBookSound
      const seconds = samples / sampleRateHz
      return [{ path: soundPath, mediaType, seconds, sentences: this.#told(recording, sampleRateHz, onTold) }]
    })
    const { title, language = voice.language, id } = job.document
    const { sourcePath, modified } = book
    await this.#write(
      path,
      {
        ...{ sourcePath, documentId: id, audio, title, language },
        narrator: voice.name,
        modified: new Date(modified),
      },
      signal,
    )
  }

  /** Takes away what was only there for it. @throws AppError 'export/not-writable' */
  async removeSounds(): Promise<void> {
    for (const { path, isForBook } of this.#sounds)
      if (isForBook) await asWritingFailure(path, () => rm(path, { force: true }))
  }

  /** What is said in a recording of what stands in the book. */
  async *#told(
    recording: number,
    sampleRateHz: number,
    onTold: () => void,
  ): AsyncGenerator<RecordedSentence> {
    const { job, book } = this
    const { journalPath, signal, turn } = this.means
    for await (const entry of entriesOf({ job, recording, journalPath })) {
      if (entry.kind !== 'sentence') continue
      signal.throwIfAborted()
      await turn?.(signal)
      onTold()
      const block = book.sourceBlocks[entry.record.block]
      if (block !== null) yield inSeconds(sentenceOf(entry, block), sampleRateHz)
    }
  }

  /** Of the document that its source is now. */
  async #sourceId(): Promise<string> {
    const { sourcePath: path } = this.book
    try {
      const source = await openFileSource(path, basename(path), this.means.signal)
      try {
        return await documentId(source)
      } finally {
        await source.close()
      }
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause
      throw new AppError('export/source-changed', cause.message, { details: cause.details, cause })
    }
  }
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  )
}

/** Whether two names are of one file, however they are written. */
async function isOneFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all(
    [one, other].map((path) => stat(path, { bigint: true }).catch(() => null)),
  )
  return first !== null && second !== null && first.dev === second.dev && first.ino === second.ino
}
