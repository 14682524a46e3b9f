import { z } from 'zod'
import { blockSchema } from './document'
import { pronunciationEntriesSchema } from './pronunciation'
import { readingRulesSchema } from './reading-rules'
import { recordingFormats, subtitleFormatIds } from './recording-files'
import { sampleFormats } from './sample-formats'
import { speechSettingsSchema } from './settings'

/** A stretch of the document that is heard as one chapter; `untilBlock` is not in it. */
const chapterSchema = z.object({
  title: z.string().max(2_000),
  fromBlock: z.number().int().nonnegative(),
  untilBlock: z.number().int().positive(),
})

/** What stands behind a name in that of the folder where an export keeps what it needs to go on. */
export const jobFolderSuffix = '.lector-export'

/** A name that stands for a file in one folder, and nothing else. */
export const fileNameSchema = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^/\\\0]+$/)
  .refine((name) => name !== '.' && name !== '..')

/** A recording that is to be made, of some of the chapters, in their order. */
const recordingSchema = z.object({
  name: fileNameSchema,
  title: z.string().max(2_000),
  fromChapter: z.number().int().nonnegative(),
  /** Not in it. */
  untilChapter: z.number().int().positive(),
})

/** A picture that stands for the book where recordings are listed, in the kinds that they can hold. */
const coverSchema = z.object({ mediaType: z.enum(['image/jpeg', 'image/png']), base64: z.string() })

/** What a recording's integrated loudness can be brought to, in LUFS. */
export const exportLoudnessRange = { min: -30, max: -12 } as const

/** What cue points of a recording are set at. */
export const cueChoices = ['none', 'chapters', 'sentences'] as const

/**
 * Everything that an export follows from, as plain data: who has this and the voices makes the same files from it, whenever
 * and in whatever program, and goes on with what another one left.
 */
export const exportJobSchema = z.object({
  format: z.literal('lector-export'),
  version: z.literal(1),
  id: z.string().min(1).max(64),
  document: z.object({
    id: z.string().max(200),
    title: z.string(),
    authors: z.array(z.string()),
    language: z.string().optional(),
    lexicons: pronunciationEntriesSchema.optional(),
    blocks: z.array(blockSchema),
  }),
  pronunciations: pronunciationEntriesSchema,
  reading: readingRulesSchema,
  speech: speechSettingsSchema,
  /** null: the voice's own. */
  sampleRateHz: z.number().int().positive().nullable(),
  sampleFormat: z.enum(sampleFormats),
  /** Integrated loudness (ITU-R BS.1770) of what is recorded, whatever `speech` says; null: as `speech` says. */
  loudnessLufs: z.number().min(exportLoudnessRange.min).max(exportLoudnessRange.max).nullable().default(null),
  chapters: z.array(chapterSchema).min(1),
  /** Between two chapters of one recording. */
  chapterSilenceMilliseconds: z.number().min(0).max(10_000),
  recordings: z.array(recordingSchema).min(1),
  cues: z.enum(cueChoices),
  /** Whether a file with its words is written beside each recording. */
  words: z.boolean(),
  /** What each recording is to be had as. */
  formats: z.array(z.enum(recordingFormats)).min(1),
  /** What its text stands as beside each recording. */
  subtitles: z.array(z.enum(subtitleFormatIds)),
  /** Of encoded recordings; null: they have none. */
  cover: coverSchema.nullable(),
})
export type ExportJob = z.infer<typeof exportJobSchema>
export type ExportChapter = ExportJob['chapters'][number]
