import { dirname } from 'node:path'
import type { ExportJob } from '@contract/export-job'
import { hasMadeFiles } from './has-made-files'
import { JobCompanions } from './job-companions'
import { keepsWav } from './job-files'
import { JobRecordings } from './job-recordings'
import { measureJobGain } from './job-loudness'
import type { JobMeans, JobResult } from './job-means'
import { ensureRoom } from './job-room'
import { JobRun } from './job-run'
import { JobVoices } from './job-voices'
import { createJournal, resumeJournal, type Journal } from './journal'
import { advanced, beginning, readProgress, type ExportPoint, type ProgressRecord } from './progress-record'
import { wavTagsOf } from './wav-tags-of'
import { writeReport } from '../report/write-report'

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
    tags: wavTagsOf(job, recording, voice),
  }))
  const companions = new JobCompanions(job, means, recordings)
  const voices = await JobVoices.of(means)
  const { point, journal } = await takeUp(job, means, { recordings, companions, voices })
  try {
    await companions.book?.refuseOthers(point)
    await ensureRoom({ job, recordings, point }, means, sampleRateHz)
    const noting = { ...means, casting: await voices.noteIn(journal, point) }
    const start = await withGain(job, noting, { point, journal, sampleRateHz })
    const run = new JobRun(job, noting, { recordings, companions, journal, sampleRateHz }, start)
    const result = await run.toEnd()
    if (!means.report || !job.report) return result
    const { path, lectorVersion } = means.report
    const { missing } = await writeReport(path, {
      ...means,
      ...{ job, sampleRateHz, lectorVersion, point: run.point },
    })
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
  job: ExportJob,
  { folder, journalPath: path, onBegunAnew }: JobMeans,
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
  if (changed !== null) onBegunAnew?.({ reason: 'voice-changed', voice: changed })
  for (const point of changed === null ? [latest, synced] : []) {
    if (point.endByte === 0) continue
    if (!(await companions.canBeMade(point)) || !(await hasMadeFiles(job, point, folder))) continue
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
  if (changed === null && latest.sentences > 0) onBegunAnew?.({ reason: 'files-gone' })
  return { point: beginning, journal: await createJournal(path) }
}
