import { dirname } from 'node:path'
import type { ExportJob } from '@contract/export-job'
import type { Casting } from '../streaming/casting'
import type { SpokenDocument } from '../streaming/spoken-document'
import type { Voice } from '../voices/voice'
import type { StartEncoding } from './encoded/encoding/encoding'
import type { WriteNarratedBook } from './epub-overlay'
import { JobCompanions, type CompanionProgress } from './job-companions'
import { keepsWav } from './job-files'
import { JobRecordings } from './job-recordings'
import { measureJobGain } from './job-loudness'
import { ensureRoom } from './job-room'
import { JobRun } from './job-run'
import { JobVoices } from './job-voices'
import { createJournal, resumeJournal, type Journal } from './journal'
import {
  advanced,
  beginning,
  readProgress,
  type ExportPoint,
  type ProgressRecord,
  type ReaderShare,
} from './progress-record'
import { recordingTags } from './recording-tags'
import { writeReport } from './report/write-report'

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
  /**
   * Told when what lay there is not gone on with, because the voice of that id, or the code that has it read, is not what it
   * was begun with.
   */
  readonly onBegunAnew?: ((voice: string) => void) | undefined
  /** What this code was built into, by which it is told from another; absent: the script that it runs in. */
  readonly codePath?: string | undefined
  /** How many bytes can still be written in a folder, null where that is not known; absent: as the system says. */
  readonly freeBytes?: ((folder: string) => Promise<number | null>) | undefined
  /** How recordings are encoded. */
  readonly startEncoding: StartEncoding
  /** How the book is written with its narration in it; only of a job that asks for it. */
  readonly writeNarratedBook?: WriteNarratedBook | undefined
  /** Told while a file is made of a finished recording, which holds up the narration. */
  readonly onCompanion?: ((progress: CompanionProgress) => void) | undefined
}

/**
 * Narrates what a job says, from where it was left by the same voices. When it ends early, for whatever reason, everything is
 * left as it is: the next run makes of it what an unbroken one would have made, byte for byte.
 * @throws AppError 'export/disk-full', 'export/not-writable', 'text/nothing-to-say', what `startEncoding` throws;
 *   `signal.reason` when aborted; where a report is to be written, 'report/recording-changed'; where a book is,
 *   'export/source-changed', before anything is rendered if that can be known, and what `writeNarratedBook` throws
 */
export async function runJob(job: ExportJob, means: JobMeans): Promise<JobResult> {
  const { voice } = means
  const sampleRateHz = job.sampleRateHz ?? voice.sampleRateHz
  const folder = keepsWav(job) ? means.folder : dirname(means.journalPath)
  const recordings = new JobRecordings(job, folder, (recording) => ({
    sampleRateHz,
    format: job.sampleFormat,
    tags: recordingTags(job.recordings[recording].title, voice),
  }))
  const companions = new JobCompanions(job, means, recordings)
  const voices = await JobVoices.of(means)
  const { point, journal } = await takeUp(means, { recordings, companions, voices })
  try {
    await companions.book?.refuseOthers(point)
    await ensureRoom({ job, recordings, point }, means, sampleRateHz)
    const noting = { ...means, casting: await voices.noteIn(journal, point) }
    const start = await withGain(job, noting, { point, journal, sampleRateHz })
    const run = new JobRun(job, noting, { recordings, companions, journal, sampleRateHz }, start)
    const result = await run.toEnd()
    if (!means.report || !job.report) return result
    const { path, lectorVersion } = means.report
    const { missing } = await writeReport(path, { ...means, job, sampleRateHz, lectorVersion })
    return { ...result, missing }
  } finally {
    // Whatever it ends with.
    means.casting?.close()
    await recordings.leave()
    await journal.close()
  }
}

/** What all samples follow from is noted before the first of them. */
async function withGain(
  job: ExportJob,
  means: JobMeans,
  {
    point,
    journal,
    sampleRateHz,
  }: { point: ExportPoint; journal: Journal<ProgressRecord>; sampleRateHz: number },
): Promise<ExportPoint> {
  if (job.loudnessLufs === null || point.gainDecibels !== null) return point
  const decibels = await measureJobGain(job, means, { target: job.loudnessLufs, sampleRateHz })
  const record = { kind: 'gain', decibels } as const
  await journal.add(record)
  return advanced(point, record, point.endByte)
}

/** Where a job goes on, with its recordings open there. What is noted behind that is not taken for done. */
async function takeUp(
  { journalPath: path, onBegunAnew }: JobMeans,
  {
    recordings,
    companions,
    voices,
  }: { recordings: JobRecordings; companions: JobCompanions; voices: JobVoices },
): Promise<{ point: ExportPoint; journal: Journal<ProgressRecord> }> {
  const { latest, synced } = await readProgress(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return { latest: beginning, synced: beginning }
    throw error
  })
  const changed = latest.endByte === 0 ? null : await voices.changedSince(latest)
  if (changed !== null) onBegunAnew?.(changed)
  for (const point of changed === null ? [latest, synced] : []) {
    if (point.endByte === 0 || !(await companions.canBeMade(point))) continue
    const named = await recordings.resume(point)
    if (!named) continue
    const journal = await resumeJournal<ProgressRecord>(path, point.endByte)
    let next = point
    for (const recording of named) {
      const record = { kind: 'finished', recording, samples: point.finishing.get(recording) ?? 0 } as const
      await journal.add(record)
      next = advanced(next, record, point.endByte)
    }
    return { point: next, journal }
  }
  return { point: beginning, journal: await createJournal(path) }
}
