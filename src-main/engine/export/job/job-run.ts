import { join } from 'node:path'
import type { ExportJob } from '@contract/export-job'
import { hasSomethingToSay } from '@contract/something-to-say'
import { narrate, type NarrationPiece } from '../../streaming/narration'
import type { JobCompanions } from './job-companions'
import { createJobWords, jobCues } from './job-contents'
import { fileNamesOf, keepsWav } from './job-files'
import { jobSpeech, voiceGain } from './job-loudness'
import { chapterSilence, passagesOf } from './job-passages'
import type { JobRecordings } from './job-recordings'
import type { Journal } from './journal'
import {
  advanced,
  narrationStart,
  type ExportPoint,
  type ProgressRecord,
  type SentenceRecord,
} from './progress-record'
import type { JobMeans, JobResult } from './job-means'

/** What was written outlives the machine after this long. */
const syncMilliseconds = 5_000

/** One run of a job, from where an earlier one was left. */
export class JobRun {
  #point: ExportPoint
  /** Chapter that the narration begins with. */
  readonly #firstChapter: number
  /** What of the chapter is written, on its own clock. */
  #nowSample: number
  readonly #samplesBefore: number
  /** Where the narration's clock stood as the chapter began. */
  #offset = 0
  /** The sentence that is being written, its times on the chapter's clock. */
  #told: SentenceRecord | null = null
  /** The last sentence on its way to the disk: what follows it is gathered meanwhile. */
  #written: Promise<void> = Promise.resolve()
  /** Of a chapter that begins with its first sound: what the last one left of its time still belongs to that. */
  #waiting: Extract<ProgressRecord, { kind: 'unspoken' }>[] = []
  #syncedAt = performance.now()
  readonly #shares: Shares

  constructor(
    private readonly job: ExportJob,
    private readonly means: JobMeans,
    private readonly made: {
      readonly recordings: JobRecordings
      readonly companions: JobCompanions
      readonly journal: Journal<ProgressRecord>
      readonly sampleRateHz: number
    },
    point: ExportPoint,
  ) {
    this.#point = point
    this.#nowSample = point.chapterSamples
    this.#firstChapter = Math.max(0, point.chapter)
    this.#samplesBefore = this.#samples(this.#nowSample)
    this.#shares = sharesOf(job)
  }

  /** How far it has come. */
  get point(): ExportPoint {
    return this.#point
  }

  /** @throws as `runJob` */
  async toEnd(): Promise<JobResult> {
    const { voice, casting, document, signal, atOnce, turn } = this.means
    const { chapters, loudnessLufs } = this.job
    const speech = jobSpeech(this.job, this.#point.gainDecibels)
    const start = narrationStart(this.#point)
    if (this.#point.chapter < 0) await this.#beginChapter(0)
    const [{ from, until }, ...then] = passagesOf(chapters.slice(this.#firstChapter))
    const pieces = narrate({
      ...{ voice, casting, document, until, then, signal },
      from: this.#point.from ?? from,
      ...(start ? { start } : {}),
      settings: () => speech,
      limitsPeaks: loudnessLufs !== null,
      sampleRateHz: this.made.sampleRateHz,
      sentencesAtOnce: atOnce,
    })
    try {
      for await (const piece of pieces) {
        signal.throwIfAborted()
        await turn?.(signal)
        await this.#take(piece)
      }
    } finally {
      // Whatever it ended with: nobody closes a file that is written to.
      await Promise.allSettled([this.#written])
    }
    await this.#written
    await this.#comeTo(chapters.length - 1)
    await this.#endChapter()
    await this.#makeBook()
    return this.#result()
  }

  async #take(piece: NarrationPiece): Promise<void> {
    const { recordings } = this.made
    switch (piece.kind) {
      case 'sentence':
        if (await this.#comeTo(this.#firstChapter + piece.passage)) this.#offset = piece.startSample
        this.#tell(piece)
        return
      case 'silence':
        await recordings.writeSilence(piece.samples)
        this.#nowSample += piece.samples
        return
      case 'audio':
        await recordings.write(piece.samples)
        this.#nowSample += piece.samples.length
        return
      case 'sentence-end':
        await this.#noteSentence()
        return
      case 'unspoken': {
        const { block, startChar, endChar } = piece
        const text = this.job.document.blocks[block].text.slice(startChar, endChar)
        const isMissing = hasSomethingToSay(text)
        const chapter = this.#firstChapter + piece.passage
        const record = { kind: 'unspoken', chapter, block, startChar, endChar, isMissing } as const
        await this.#written
        if (chapter === this.#point.chapter) await this.#note(record)
        else this.#waiting.push(record)
        return
      }
      case 'first-audio':
        return
    }
  }

  #tell(piece: Extract<NarrationPiece, { kind: 'sentence' }>): void {
    const { block, startChar, endChar, voice, language, startSample, endSample } = piece
    const at = (sample: number): number => sample - this.#offset
    const words = piece.words.map((word): SentenceRecord['words'][number] => [
      ...([word.startChar, word.endChar, at(word.startSample), at(word.endSample)] as const),
    ])
    const next = {
      nowSample: this.#nowSample,
      restSample: at(piece.restSample),
      endSample: at(endSample),
      index: piece.index + 1,
    }
    const before = this.#told
    this.#told = before
      ? { ...before, endChar: Math.max(before.endChar, endChar), words: [...before.words, ...words], next }
      : {
          ...{ kind: 'sentence', chapter: this.#point.chapter, block, startChar, endChar, voice, language },
          ...{ startSample: at(startSample), endSample: at(endSample), words, next },
        }
  }

  async #noteSentence(): Promise<void> {
    const told = this.#told
    this.#told = null
    if (!told) return
    // The voice's silence at its end, known once it is rendered, has been cut.
    const endSample = Math.max(told.startSample, this.#nowSample)
    const words = told.words.map(([startChar, endChar, start, end]): SentenceRecord['words'][number] => [
      ...([startChar, endChar, Math.min(start, endSample), Math.min(end, endSample)] as const),
    ])
    await this.#written
    this.means.signal.throwIfAborted()
    this.#written = this.#write({
      ...{ ...told, endSample, words },
      next: { ...told.next, nowSample: this.#nowSample },
    })
    // Whoever waits for it is told; nobody may.
    this.#written.catch(() => undefined)
  }

  async #write(sentence: SentenceRecord): Promise<void> {
    const { recordings, journal } = this.made
    // What is noted is there.
    await recordings.flush()
    await this.#note(sentence)
    const { nowSample } = sentence.next
    this.means.onProgress({
      ...this.#shares(sentence),
      chapter: sentence.chapter,
      chapterSamples: [...this.#point.earlierSamples, nowSample],
      samples: this.#samples(nowSample),
      newSamples: this.#samples(nowSample) - this.#samplesBefore,
      sentences: this.#point.sentences,
    })
    if (performance.now() - this.#syncedAt < syncMilliseconds) return
    await recordings.sync()
    await this.#note({ kind: 'synced' })
    await journal.sync()
    this.#syncedAt = performance.now()
  }

  /** Ends chapters until one is begun. @returns whether it was not before */
  async #comeTo(chapter: number): Promise<boolean> {
    if (this.#point.chapter >= chapter) return false
    await this.#written
    while (this.#point.chapter < chapter) {
      await this.#endChapter()
      await this.#beginChapter(this.#point.chapter + 1)
    }
    return true
  }

  async #beginChapter(chapter: number): Promise<void> {
    const { recordings, sampleRateHz } = this.made
    const bases = await recordings.beginChapter(chapter, chapterSilence(this.job, sampleRateHz))
    this.#nowSample = 0
    await this.#note({ kind: 'chapter', chapter, bases })
    const waiting = this.#waiting
    this.#waiting = waiting.filter((record) => record.chapter !== chapter)
    for (const record of waiting) if (record.chapter === chapter) await this.#note(record)
  }

  /** Gives the recordings that end with the chapter their names, and makes of them what else was asked for. */
  async #endChapter(): Promise<void> {
    const { recordings, sampleRateHz } = this.made
    const { journalPath, voice } = this.means
    for (const [recording, samples] of await recordings.endingWith(this.#point.chapter)) {
      await this.#note({ kind: 'finishing', recording, samples })
      const source = { job: this.job, recording, journalPath }
      const cues = await jobCues(source)
      const words =
        this.job.words && keepsWav(this.job) && samples > 0
          ? await createJobWords(source, {
              path: recordings.pathOf(recording),
              voice: voice.id,
              sampleRateHz,
            })
          : null
      try {
        await recordings.finish(recording, cues, words)
      } catch (error) {
        await words?.abandon()
        throw error
      }
      await this.#note({ kind: 'finished', recording, samples })
    }
    // Also of those that had their names when the job was broken off.
    for (const [recording, samples] of this.#point.finished)
      if (this.job.recordings[recording].untilChapter === this.#point.chapter + 1)
        await this.#makeCompanions(recording, samples)
  }

  async #makeCompanions(recording: number, samples: number): Promise<void> {
    const { companions, recordings, journal } = this.made
    for (const companion of companions.missing(recording, this.#point)) {
      await companions.make(recording, samples, companion)
      await this.#note({ kind: 'companion', name: companion.name })
    }
    if (keepsWav(this.job)) return
    // Without it nothing more can be made: first it must be certain that nothing is to be.
    await journal.sync()
    await recordings.remove(recording)
  }

  /** Made of all that was narrated. */
  async #makeBook(): Promise<void> {
    const { companions, journal } = this.made
    const { book } = companions
    if (!book) return
    if (!book.isMade(this.#point)) {
      await book.make(this.#point)
      await this.#note({ kind: 'companion', name: book.name })
    }
    // As a recording that is not to stay.
    await journal.sync()
    await book.removeSounds()
  }

  async #note(record: ProgressRecord): Promise<void> {
    await this.made.journal.add(record)
    this.#point = advanced(this.#point, record, this.#point.endByte)
  }

  /** All there are, with so many of the chapter. */
  #samples(ofChapter: number): number {
    return this.#point.earlierSamples.reduce((total, samples) => total + samples, ofChapter)
  }

  #result(): JobResult {
    const { finished, gainDecibels, sentences, missing, readers } = this.#point
    const { loudnessLufs } = this.job
    const pathsOf = (recording: number): string[] =>
      fileNamesOf(this.job, recording).map((name) => join(this.means.folder, name))
    return {
      sampleRateHz: this.made.sampleRateHz,
      recordings: [...finished]
        .filter(([, samples]) => samples > 0)
        .sort(([one], [other]) => one - other)
        .map(([recording, samples]) => ({ paths: pathsOf(recording), samples })),
      samples: writtenSamples(this.job, finished),
      loudness:
        loudnessLufs === null || gainDecibels === null
          ? null
          : { targetLufs: loudnessLufs, gainDecibels: voiceGain(gainDecibels, this.means.voice) },
      sentences,
      missing,
      bookPath: this.made.companions.book?.path ?? null,
      readers,
    }
  }
}

/** Of recordings that lie in no other one: every chapter once, with the silence between those of one recording. */
function writtenSamples({ recordings }: ExportJob, finished: ReadonlyMap<number, number>): number {
  const isWithin = (one: number, other: number): boolean => {
    const [inner, outer] = [recordings[one], recordings[other]]
    const isIn = outer.fromChapter <= inner.fromChapter && inner.untilChapter <= outer.untilChapter
    const isShorter = inner.untilChapter - inner.fromChapter < outer.untilChapter - outer.fromChapter
    return isIn && (isShorter || other < one)
  }
  return [...finished]
    .filter(([one]) => !recordings.some((_, other) => isWithin(one, other)))
    .reduce((total, [, samples]) => total + samples, 0)
}

/** What share of the text that is read, and of its chapter's, stands before the end of a sentence: 0..1. */
type Shares = (sentence: Pick<SentenceRecord, 'chapter' | 'block' | 'endChar'>) => {
  readonly fraction: number
  readonly chapterFraction: number
}

function sharesOf({ document, chapters }: ExportJob): Shares {
  const before = new Map<number, number>()
  /** Characters before each chapter, and of all. */
  const starts = [0]
  let total = 0
  for (const { fromBlock, untilBlock } of chapters) {
    for (let block = fromBlock; block < untilBlock; block++) {
      before.set(block, total)
      total += document.blocks[block]?.text.length ?? 0
    }
    starts.push(total)
  }
  const share = (chars: number, of: number): number => (of === 0 ? 0 : Math.min(1, Math.max(0, chars / of)))
  return ({ chapter, block, endChar }) => {
    const chars = (before.get(block) ?? 0) + endChar
    const start = starts[chapter]
    return {
      fraction: share(chars, total),
      chapterFraction: share(chars - start, starts[chapter + 1] - start),
    }
  }
}
