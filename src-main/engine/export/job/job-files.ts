import type { ExportJob } from '@contract/export-job'
import {
  encodedFormats,
  fileBeside,
  type EncodedFormat,
  type SubtitleFormatId,
} from '@contract/recording-files'
import { wordsFileOf } from '@contract/recording-words'

/** A file that is made of a recording when that is whole. */
export interface Companion {
  readonly kind: EncodedFormat | SubtitleFormatId | 'words'
  readonly name: string
  /** Whether it is only there for the book with its narration, and goes when that is made. */
  readonly isForBook: boolean
}

/** The sound of a book with its narration: what all players know. */
export const narratedBookSound = { format: 'mp3', mediaType: 'audio/mpeg' } as const

/** Whether the WAV files stay that everything else is made of. */
export function keepsWav({ formats }: ExportJob): boolean {
  return formats.includes('wav')
}

/**
 * The first file that is heard of a recording, whose words are called after it: where the WAV file does not stay there may be
 * another one of its name, with words of its own.
 */
export function soundFileOf(job: ExportJob, recording: number): string {
  const { name } = job.recordings[recording]
  const format = encodedOf(job).at(0)
  return keepsWav(job) || format === undefined ? name : fileBeside(name, format)
}

/** What is made of a recording, in this order. The words of a WAV file that stays are not among it: they appear with that. */
export function companionsOf(job: ExportJob, recording: number): Companion[] {
  const { name } = job.recordings[recording]
  const kinds = [...encodedOf(job), ...job.subtitles]
  const words = { kind: 'words', name: wordsFileOf(soundFileOf(job, recording)), isForBook: false } as const
  const { format: sound } = narratedBookSound
  const isSoundForBook = bookRecordings(job).includes(recording) && !kinds.includes(sound)
  return [
    ...kinds.map((kind): Companion => ({ kind, name: fileBeside(name, kind), isForBook: false })),
    ...(job.words && !keepsWav(job) ? [words] : []),
    ...(isSoundForBook ? [{ kind: sound, name: fileBeside(name, sound), isForBook: true } as const] : []),
  ]
}

/**
 * The recordings whose sound a book with its narration has, in the order of its chapters: together each chapter once, in
 * the shortest files that there are of it. None where there is to be no such book.
 */
export function bookRecordings({ narratedBook, chapters, recordings }: ExportJob): number[] {
  const chosen: number[] = []
  for (let chapter = 0; narratedBook && chapter < chapters.length;) {
    let shortest: number | null = null
    for (const [number, { fromChapter, untilChapter }] of recordings.entries())
      if (fromChapter === chapter && (shortest === null || untilChapter < recordings[shortest].untilChapter))
        shortest = number
    if (shortest !== null) chosen.push(shortest)
    chapter = shortest === null ? chapter + 1 : recordings[shortest].untilChapter
  }
  return chosen
}

function encodedOf({ formats }: ExportJob): EncodedFormat[] {
  return encodedFormats.filter((format) => formats.includes(format))
}

/** The names of all files that there are of a recording in the end, its sound first. */
export function fileNamesOf(job: ExportJob, recording: number): string[] {
  const { name } = job.recordings[recording]
  const companions = companionsOf(job, recording)
    .filter(({ isForBook }) => !isForBook)
    .map((companion) => companion.name)
  if (!keepsWav(job)) return companions
  return [name, ...companions, ...(job.words ? [wordsFileOf(name)] : [])]
}

/** The names of all files that there are of a job in the end. */
export function jobFileNames(job: ExportJob): string[] {
  const names = job.recordings.flatMap((_, recording) => fileNamesOf(job, recording))
  return job.narratedBook ? [...names, job.narratedBook.name] : names
}
