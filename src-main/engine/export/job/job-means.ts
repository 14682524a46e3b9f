import type { Casting } from '../../streaming/casting'
import type { SpokenDocument } from '../../streaming/spoken-document'
import type { Voice } from '../../voices/voice'
import type { StartEncoding } from '../encoded/encoding/encoding'
import type { WriteNarratedBook } from '../epub-overlay'
import type { StartDigest } from '../report/digest/file-digest'
import type { ReaderShare } from './progress-record'

/** How far a job is. */
export interface JobProgress {
  /** 0..1 by characters of the text that is read. */
  readonly fraction: number
  /** The chapter that is being written, and how much of it is: 0..1. */
  readonly chapter: number
  readonly chapterFraction: number
  /** Written of each chapter that was begun, in order. */
  readonly chapterSamples: readonly number[]
  /** Written of all chapters, by this run and those before. */
  readonly samples: number
  /** Of these by this run. */
  readonly newSamples: number
  /** Written by now, in this run and before. */
  readonly sentences: number
}

/** How far a file is that is made of a finished recording. */
export interface CompanionProgress {
  readonly path: string
  /** 0..1 */
  readonly fraction: number
}

/** What became of a job. */
export interface JobResult {
  readonly sampleRateHz: number
  /** Those with a sample in them, in the job's order. */
  readonly recordings: readonly {
    /** Of all its files, the sound first. */
    readonly paths: readonly string[]
    readonly samples: number
  }[]
  /** Of what is written, every chapter counted once: of a book and its chapters those of the book, with its silences. */
  readonly samples: number
  /** What it was brought to, and by how much the voice was made louder for it; null: as the voices are. */
  readonly loudness: { readonly targetLufs: number; readonly gainDecibels: number } | null
  readonly sentences: number
  /** Sentences with letters or digits of which nothing is said. */
  readonly missing: number
  /** Of the book with its narration in it; null: none was asked for. */
  readonly bookPath: string | null
  /** Who read which language, in the order of their first sentences. */
  readonly readers: readonly ReaderShare[]
}

/** Why what an earlier run had written is not gone on with. */
export type BegunAnew =
  /** The voice of that id, or the code that has it read, is not what the job was begun with. */
  | { readonly reason: 'voice-changed'; readonly voice: string }
  /** Files that were made are not there any more, or not whole. */
  | { readonly reason: 'files-gone' }

/** What a job is run with. */
export interface JobMeans {
  readonly voice: Voice
  /** Who reads what, closed when the job ends; absent: the voice reads everything. */
  readonly casting?: Casting | undefined
  /** The job's. */
  readonly document: SpokenDocument
  /** How many sentences the voice renders side by side. */
  readonly atOnce: number
  /** Where the recordings go. */
  readonly folder: string
  /**
   * Where it is written down how far the job has come; what lies there is gone on with, if it was begun with these voices
   * and this code. Beside it lie the WAV files that are not to stay.
   */
  readonly journalPath: string
  /** Where it is written down at the end what was made of every sentence, if the job has that; absent: nowhere. */
  readonly report?: { readonly path: string; readonly lectorVersion: string } | undefined
  readonly signal: AbortSignal
  /** Waited for before every piece: who has a more urgent use for the machine holds this up. */
  readonly turn?: ((signal: AbortSignal) => Promise<void>) | undefined
  readonly onProgress: (progress: JobProgress) => void
  /** Told while a part of the text is rendered to learn how loud it is, before anything is written: how much of that, 0..1. */
  readonly onMeasure?: ((fraction: number) => void) | undefined
  /** Told when what an earlier run had written is not gone on with. */
  readonly onBegunAnew?: ((why: BegunAnew) => void) | undefined
  /** What this code was built into, by which it is told from another; absent: the script that it runs in. */
  readonly codePath?: string | undefined
  /** How many bytes can still be written in a folder, null where that is not known; absent: as the system says. */
  readonly freeBytes?: ((folder: string) => Promise<number | null>) | undefined
  /** How recordings are encoded. */
  readonly startEncoding: StartEncoding
  /** Where long files are digested for the report; absent: where the job runs. */
  readonly startDigest?: StartDigest | undefined
  /** How the book is written with its narration in it; only of a job that asks for it. */
  readonly writeNarratedBook?: WriteNarratedBook | undefined
  /** Told while a file is made of a finished recording, which holds up the narration. */
  readonly onCompanion?: ((progress: CompanionProgress) => void) | undefined
}
