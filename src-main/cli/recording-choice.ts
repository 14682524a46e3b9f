import {
  chapterSilenceRange,
  cueChoices,
  perChoices,
  usualChapterSilenceMilliseconds,
  usualNamePattern,
  type ExportWays,
} from '@contract/export-ways'
import { chapterRanges, type ChapterRange } from './chapter-choice'
import { fileChoice } from './file-choice'
import { invalid, oneOf, toNumber } from './option-values'

/** What `narrate` writes of a document. */
export interface RecordingChoice extends Omit<ExportWays, 'sampleRateHz' | 'words' | 'report'> {
  /** null: all. */
  readonly chapters: readonly ChapterRange[] | null
}
export const bitsChoices = { 16: 'int16', 24: 'int24', float: 'float32' } as const

/** @throws AppError 'usage/invalid' */
export function recordingChoice(
  values: {
    per?: string
    bits?: string
    cues?: string
    'chapter-silence'?: string
    names?: string
    format?: string
    subtitles?: string
    chapters?: string
    'speak-titles'?: boolean
  },
  loudnessLufs: number | null,
): RecordingChoice {
  const { per = 'book', bits = '16', cues = 'chapters', 'chapter-silence': silence } = values
  const chapterSilenceMilliseconds = toNumber('chapter-silence', silence) ?? usualChapterSilenceMilliseconds
  const { min, max } = chapterSilenceRange
  if (chapterSilenceMilliseconds < min || chapterSilenceMilliseconds > max)
    throw invalid(`--chapter-silence takes ${min} to ${max}, not "${silence}"`)
  const format = Object.entries(bitsChoices).find(([name]) => name === bits)?.[1]
  if (!format) throw invalid(`--bits takes ${Object.keys(bitsChoices).join(', ')}, not "${bits}"`)
  return {
    per: oneOf('per', perChoices, per),
    sampleFormat: format,
    loudnessLufs,
    cues: oneOf('cues', cueChoices, cues),
    chapterSilenceMilliseconds,
    pattern: values.names ?? usualNamePattern,
    ...fileChoice(values),
    chapters: chapterRanges(values.chapters),
    speaksTitles: values['speak-titles'] ?? false,
  }
}
