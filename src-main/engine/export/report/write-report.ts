import type { ExportJob } from '@contract/export-job'
import type { ReportCounts, ReportedRecording, ReportedSentence } from '@contract/export-report'
import type { Voice } from '../../voices/voice'
import { keepsWav } from '../job/job-files'
import type { ExportPoint } from '../job/progress-record'
import { accountedSentences, type AccountedSentence, type ReadText } from './accounted-sentences'
import type { PassMeans } from './file-pass'
import { madeFiles } from './made-files'
import { RecordingPasses, secondsOf } from './recording-passes'
import { createReportFile } from './report-file'

/** What a report is made from, once all recordings of its job have their names. */
export interface ReportSource extends PassMeans {
  readonly job: ExportJob
  readonly document: ReadText
  readonly voice: Pick<Voice, 'id' | 'name'>
  readonly sampleRateHz: number
  /** Where the recordings are. */
  readonly folder: string
  readonly journalPath: string
  readonly lectorVersion: string
  /** Where the journal ends. */
  readonly point: Pick<ExportPoint, 'finished' | 'readers'>
}

/**
 * Writes the report of an export, in one pass over its files. It hangs on the job, its journal and those files alone: written
 * again it is the same, byte for byte. Where no WAV file stays, sentences have their places and no digests.
 * @throws AppError 'export/disk-full', 'export/not-writable', 'report/recording-changed' where a recording is not as it was
 *   written any more, what `startDigest` gives throws; `signal.reason` when aborted
 */
export async function writeReport(path: string, source: ReportSource): Promise<ReportCounts> {
  const { job, voice, sampleRateHz, lectorVersion } = source
  const { finished, readers } = source.point
  const samples = new Map([...finished].filter(([, length]) => length > 0))
  /** Numbers of the job's recordings among the report's. */
  const numbers = new Map([...samples.keys()].sort((a, b) => a - b).map((recording, at) => [recording, at]))
  const passes = new RecordingPasses(job, source, samples)
  const file = await createReportFile(path, {
    format: 'lector-report',
    version: 2,
    lector: lectorVersion,
    document: { id: job.document.id, title: job.document.title },
    voice: { id: voice.id, name: voice.name },
    readers: [...readers],
    speech: job.speech,
    sampleRateHz,
    sampleFormat: job.sampleFormat,
    chapters: job.chapters.map(({ title }) => title),
  })
  const heardAt = async (heard: AccountedSentence['heard']): Promise<ReportedSentence['heard'][number][]> => {
    const places = []
    for (const { recording, startSample, endSample } of heard) {
      const number = numbers.get(recording)
      // A recording without a sample was not left.
      if (number === undefined) continue
      const [startSeconds, endSeconds] = [startSample, endSample].map((at) => secondsOf(at, sampleRateHz))
      const place = { recording: number, startSample, endSample, startSeconds, endSeconds }
      places.push(
        keepsWav(job) ? { ...place, sha256: await passes.digest(recording, startSample, endSample) } : place,
      )
    }
    return places
  }
  const encoded = (recording: number): ReportedRecording => {
    const length = samples.get(recording) ?? 0
    return { kind: 'encoded', samples: length, seconds: secondsOf(length, sampleRateHz) }
  }
  try {
    for await (const { chapter, block, startChar, endChar, state, heard } of accountedSentences(source)) {
      await passes.endBefore(chapter)
      await file.add({ chapter, block, startChar, endChar, state, heard: await heardAt(heard) })
    }
    const recordings = keepsWav(job) ? await passes.endAll() : [...numbers.keys()].map(encoded)
    return await file.finish(recordings, await madeFiles(job, numbers, source))
  } catch (error) {
    await file.abandon()
    throw error
  } finally {
    await passes.close()
  }
}
