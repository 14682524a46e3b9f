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
}

/** Whether the WAV files stay that everything else is made of. */
export function keepsWav({ formats }: ExportJob): boolean {
  return formats.includes('wav')
}

/** What is made of a recording, in this order. The words of a WAV file that stays are not among it: they appear with that. */
export function companionsOf(job: ExportJob, recording: number): Companion[] {
  const { name } = job.recordings[recording]
  const kinds = [...encodedFormats.filter((format) => job.formats.includes(format)), ...job.subtitles]
  return [
    ...kinds.map((kind): Companion => ({ kind, name: fileBeside(name, kind) })),
    ...(job.words && !keepsWav(job) ? [{ kind: 'words', name: wordsFileOf(name) } as const] : []),
  ]
}

/** The names of all files that there are of a recording in the end, its sound first. */
export function fileNamesOf(job: ExportJob, recording: number): string[] {
  const { name } = job.recordings[recording]
  const companions = companionsOf(job, recording).map((companion) => companion.name)
  if (!keepsWav(job)) return companions
  return [name, ...companions, ...(job.words ? [wordsFileOf(name)] : [])]
}
