import { z } from 'zod'
import { recordingFormats, subtitleFormatIds } from './recording-files'
import { sampleFormats } from './sample-formats'

/** What a recording's integrated loudness can be brought to, in LUFS. */
export const exportLoudnessRange = { min: -30, max: -12 } as const
/** Where audiobooks of one voice are mostly heard. */
export const usualExportLoudnessLufs = -18

/** What cue points of a recording are set at. */
export const cueChoices = ['none', 'chapters', 'sentences'] as const

/** What there is a recording of. */
export const perChoices = ['book', 'chapter', 'both'] as const

export const chapterSilenceRange = { min: 0, max: 10_000 } as const
/** As long as a reader takes to turn the page. */
export const usualChapterSilenceMilliseconds = 1_500

/** What chapters' files are called. */
export const usualNamePattern = '{nn} {chapter}'

/** What every recording of an export is, and what stands beside it. */
export const recordedAsSchema = z.object({
  /** null: the voice's own. */
  sampleRateHz: z.number().int().positive().nullable(),
  sampleFormat: z.enum(sampleFormats),
  /** Integrated loudness (ITU-R BS.1770) of what is recorded, whatever else is said of the voice; null: as that says. */
  loudnessLufs: z.number().min(exportLoudnessRange.min).max(exportLoudnessRange.max).nullable(),
  /** Between two chapters of one recording. */
  chapterSilenceMilliseconds: z.number().min(chapterSilenceRange.min).max(chapterSilenceRange.max),
  cues: z.enum(cueChoices),
  /** Whether a file with its words is written beside each recording. */
  words: z.boolean(),
  /** What each recording is to be had as; none: only what is made of it is to stay. */
  formats: z.array(z.enum(recordingFormats)),
  /** What its text stands as beside each recording. */
  subtitles: z.array(z.enum(subtitleFormatIds)),
  /** Whether it is written down at the end what was made of every sentence. */
  report: z.boolean(),
})

const { shape: recordedAs } = recordedAsSchema

/** How a document is saved, whichever it is; `exportWaysSchema.parse({})` is how it is for who has chosen nothing. */
export const exportWaysSchema = z.object({
  per: z.enum(perChoices).default('book'),
  /** Of the names of chapters' files. */
  pattern: z.string().min(1).max(200).default(usualNamePattern),
  /** Whether chapters that do not begin with their titles have them said first. */
  speaksTitles: z.boolean().default(false),
  sampleRateHz: recordedAs.sampleRateHz.default(null),
  sampleFormat: recordedAs.sampleFormat.default('int16'),
  loudnessLufs: recordedAs.loudnessLufs.default(usualExportLoudnessLufs),
  chapterSilenceMilliseconds: recordedAs.chapterSilenceMilliseconds.default(usualChapterSilenceMilliseconds),
  cues: recordedAs.cues.default('chapters'),
  words: recordedAs.words.default(true),
  formats: recordedAs.formats.default(['wav']),
  subtitles: recordedAs.subtitles.default([]),
  report: recordedAs.report.default(true),
  /** Whether an EPUB is also had as itself, with its narration in it; of other documents nothing comes of that. */
  makesBook: z.boolean().default(false),
})
export type ExportWays = z.infer<typeof exportWaysSchema>
