import { z } from 'zod'
import { blockSchema } from './document'
import { heldCoverTypes } from './book-facts'
import { recordedAsSchema } from './export-ways'
import { pronunciationEntriesSchema } from './pronunciation'
import { readingRulesSchema } from './reading-rules'
import { speechSettingsSchema } from './settings'

/** A stretch of the document that is heard as one chapter; `untilBlock` is not in it. */
const chapterSchema = z.object({
  title: z.string().max(2_000),
  fromBlock: z.number().int().nonnegative(),
  untilBlock: z.number().int().positive(),
})

/** What stands behind a book's name in that of the folder, beside its recordings, where an export keeps what it needs to go on. */
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
const coverSchema = z.object({ mediaType: z.enum(heldCoverTypes), base64: z.string() })

/** The book that the document was opened from, to be had with its narration in it. */
const narratedBookSchema = z.object({
  name: fileNameSchema,
  sourcePath: z.string().min(1).max(32_768),
  /** When it was asked for first, as the book then says of itself. */
  modified: z.iso.datetime(),
  /** Of each block of the document, its number in the book; null: it is not of the book. */
  sourceBlocks: z.array(z.number().int().nonnegative().nullable()),
})

/**
 * Everything that an export follows from, as plain data: who has this and the voices makes the same files from it, whenever
 * and in whatever program, and goes on with what another one left.
 */
export const exportJobSchema = recordedAsSchema.extend({
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
  chapters: z.array(chapterSchema).min(1),
  recordings: z.array(recordingSchema).min(1),
  /** Of encoded recordings; null: they have none. */
  cover: coverSchema.nullable(),
  /** Made when all recordings are whole; null: it is not asked for. */
  narratedBook: narratedBookSchema.nullable().default(null),
})
export type ExportJob = z.infer<typeof exportJobSchema>
export type JobNarratedBook = NonNullable<ExportJob['narratedBook']>
export type ExportChapter = ExportJob['chapters'][number]
