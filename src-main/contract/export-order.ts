import { z } from 'zod'
import { blockSchema, contentsEntrySchema, coverSchema } from './document'
import { bookFactsSchema } from './book-facts'
import { exportWaysSchema } from './export-ways'
import { pronunciationEntriesSchema } from './pronunciation'
import { readingRulesSchema } from './reading-rules'
import { speechSettingsSchema } from './settings'

/** What is saved of a document, and how. */
export const exportChoicesSchema = exportWaysSchema.extend({
  /** Numbers of the chapters that are heard, in order, as `chaptersOf` gives them, from 1; null: all. */
  chapters: z.array(z.number().int().positive()).min(1).nullable(),
  /** Number of a chapter -> what it is called instead of its own title. */
  titles: z.record(z.string().regex(/^\d+$/), z.string().max(2_000)),
  speech: speechSettingsSchema,
  /** Absent: recordings say what the document says. */
  about: bookFactsSchema.optional(),
})
export type ExportChoices = z.infer<typeof exportChoicesSchema>

/** What is to be saved: a document as it is told of, with what holds for it. */
export const exportOrderSchema = exportChoicesSchema.omit({ about: true }).extend({
  document: z.object({
    id: z.string(),
    title: z.string(),
    authors: z.array(z.string()),
    language: z.string().optional(),
    lexicons: pronunciationEntriesSchema.optional(),
    blocks: z.array(blockSchema),
    contents: z.array(contentsEntrySchema),
    cover: coverSchema.optional(),
  }),
  /** The entries that hold for the document, those that win first. */
  pronunciations: pronunciationEntriesSchema,
  reading: readingRulesSchema,
  /** What the book is called as a file, without an ending. */
  name: z.string().min(1).max(255),
  /** Whether files that bear the names of its own are replaced. */
  replaces: z.boolean(),
  /** The EPUB that is to be had with its narration in it, and when that was asked for; absent: none. */
  narratedBook: z
    .object({ sourcePath: z.string().min(1).max(32_768), modified: z.iso.datetime() })
    .optional(),
})
export type ExportOrder = z.infer<typeof exportOrderSchema>
