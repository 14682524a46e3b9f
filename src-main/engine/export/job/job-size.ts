import { stat } from 'node:fs/promises'
import type { ExportJob } from '@contract/export-job'
import { usualBitsPerSecond } from '@contract/recording-files'
import { unfinishedSuffix } from '@contract/recording-words'
import type { WavForm } from '../../audio/wav'
import type { WavCue } from '../../audio/wav-cues'
import { cuesAt } from './job-contents'
import { bookRecordings, companionsOf, keepsWav, narratedBookSound, type Companion } from './job-files'
import { charsOf, type ChapterLength } from './job-length'
import { chapterSilence } from './job-passages'
import type { JobRecordings } from './job-recordings'
import { holds, type ExportPoint } from './progress-record'
import { wavFileBytes } from '../recording/wav-file'

/** Of speech with its pauses: measured with the default voice at its own loudness, 7.8 of 16 bits; louder it takes more. */
const flacBitsPerSample = { int16: 10, int24: 18, float32: 18 } as const
/** Of what has a nominal rate, with its container: measured, 1.036 times that. */
const containedShare = 1.05
/** Of a file of text that is made of a recording, for a character of the book: words of short sentences take most, some 13. */
const textBytesPerChar = 16
/** Of the journal and the report: of short sentences some 20 and 14. */
const notesBytesPerChar = 40

/** A job whose size is asked for. */
export interface SizedJob {
  readonly job: ExportJob
  readonly recordings: JobRecordings
  readonly point: ExportPoint
}

/** The bytes of a recording's WAV file: of chapters that were measured, to the byte. */
export function recordingBytes(
  job: ExportJob,
  recording: number,
  chapters: readonly ChapterLength[],
  form: WavForm,
): number {
  const { samples, cues } = contentsOf(job, recording, chapters, form.sampleRateHz)
  return samples === 0 ? 0 : wavFileBytes(form, samples, cues)
}

/** How many bytes the files of a job take, at the most at a time, from a point on until it is done. */
export async function mostBytes(
  { job, recordings, point }: SizedJob,
  chapters: readonly ChapterLength[],
): Promise<number> {
  const { blocks } = job.document
  const sizes = job.recordings.map((one, recording) => {
    const { form } = recordings.sourceOf(recording, 0)
    const { samples } = contentsOf(job, recording, chapters, form.sampleRateHz)
    const chars = job.chapters
      .slice(one.fromChapter, one.untilChapter)
      .reduce((sum, chapter) => sum + charsOf(job, chapter), 0)
    const wanted = companionsOf(job, recording).filter(({ name }) => !point.companions.has(name))
    const words = job.words && keepsWav(job) && !point.finished.has(recording) ? chars * textBytesPerChar : 0
    return {
      wav: recordingBytes(job, recording, chapters, form),
      narrated:
        companionBytes(job, { kind: narratedBookSound.format }, { samples, chars, form }) +
        chars * textBytesPerChar,
      companions: wanted.reduce(
        (sum, companion) => sum + companionBytes(job, companion, { samples, chars, form }),
        words,
      ),
    }
  })
  let most = 0
  for (let chapter = Math.max(0, point.chapter); chapter < job.chapters.length; chapter++) {
    let bytes = 0
    for (const [recording, one] of job.recordings.entries()) {
      const isDone = one.untilChapter <= chapter
      if (isDone || one.untilChapter === chapter + 1) bytes += sizes[recording].companions
      if (holds(one, chapter) || (isDone && keepsWav(job))) bytes += sizes[recording].wav
    }
    most = Math.max(most, bytes)
  }
  const { narratedBook } = job
  if (narratedBook && !point.companions.has(narratedBook.name)) {
    // The sounds that are there are copied into it.
    let bytes = await bytesOf(narratedBook.sourcePath)
    for (const { companions, wav } of sizes) bytes += companions + (keepsWav(job) ? wav : 0)
    for (const recording of bookRecordings(job)) bytes += sizes[recording].narrated
    most = Math.max(most, bytes)
  }
  return most + notesBytesPerChar * blocks.reduce((sum, { text }) => sum + text.length, 0)
}

/** How many of those bytes are there already at that point. */
export async function bytesThere({ job, recordings, point }: SizedJob, journalPath: string): Promise<number> {
  const paths = job.recordings.flatMap((_, recording) => {
    const path = recordings.pathOf(recording)
    // One that is not finished is gone on with, or begun over what is there; a finished one is only replaced in the end.
    return point.finished.has(recording) ? [path] : [path + unfinishedSuffix]
  })
  const sizes = await Promise.all([...paths, journalPath].map(bytesOf))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

function companionBytes(
  { sampleFormat, cover }: ExportJob,
  { kind }: Pick<Companion, 'kind'>,
  { samples, chars, form }: { samples: number; chars: number; form: WavForm },
): number {
  const coverBytes = (cover?.base64.length ?? 0) * 0.75
  switch (kind) {
    case 'flac':
      return (samples * flacBitsPerSample[sampleFormat]) / 8 + coverBytes
    case 'm4b':
    case 'mp3':
    case 'opus':
      return ((samples / form.sampleRateHz) * usualBitsPerSecond[kind] * containedShare) / 8 + coverBytes
    case 'vtt':
    case 'srt':
    case 'words':
      return chars * textBytesPerChar
  }
}

/** What is in a recording when it is whole. */
function contentsOf(
  job: ExportJob,
  recording: number,
  chapters: readonly ChapterLength[],
  sampleRateHz: number,
): { readonly samples: number; readonly cues: readonly WavCue[] } {
  const { fromChapter, untilChapter } = job.recordings[recording]
  const silence = chapterSilence(job, sampleRateHz)
  const cues: WavCue[] = []
  let samples = 0
  for (let chapter = fromChapter; chapter < untilChapter; chapter++) {
    if (samples > 0) samples += silence
    cues.push(...cuesAt(job, recording, { kind: 'chapter', chapter, startSample: samples }))
    for (const record of chapters[chapter].sentences) {
      const startSample = samples + record.startSample
      cues.push(...cuesAt(job, recording, { kind: 'sentence', record, startSample }))
    }
    samples += chapters[chapter].samples
  }
  return { samples, cues }
}

/** Of a file; 0 where there is none. */
function bytesOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}
