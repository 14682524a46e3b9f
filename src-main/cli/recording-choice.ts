import { cueChoices } from '@contract/export-job'
import type { SampleFormat } from '@contract/sample-formats'
import { chapterRanges, type ChapterRange } from './chapter-choice'
import { fileChoice, type FileChoice } from './file-choice'
import { invalid, oneOf, toNumber } from './option-values'

/** What `narrate` writes of a document. */
export interface RecordingChoice extends FileChoice {
  readonly per: (typeof perChoices)[number]
  readonly sampleFormat: SampleFormat
  /** What it is brought to; null: as loud as its voices. */
  readonly loudnessLufs: number | null
  readonly cues: (typeof cueChoices)[number]
  readonly chapterSilenceMilliseconds: number
  /** Of the names of chapters' files. */
  readonly pattern: string
  /** null: all. */
  readonly chapters: readonly ChapterRange[] | null
  readonly speaksTitles: boolean
}
export const perChoices = ['book', 'chapter', 'both'] as const
export const bitsChoices = { 16: 'int16', 24: 'int24', float: 'float32' } as const
/** What chapters' files are called. */
export const usualPattern = '{nn} {chapter}'
export const chapterSilenceRange = { min: 0, max: 10_000 } as const

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
  const chapterSilenceMilliseconds = toNumber('chapter-silence', silence) ?? 1_500
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
    pattern: values.names ?? usualPattern,
    ...fileChoice(values),
    chapters: chapterRanges(values.chapters),
    speaksTitles: values['speak-titles'] ?? false,
  }
}
