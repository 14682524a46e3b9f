import { z } from 'zod'
import { blockSchema, contentsEntrySchema } from './document'
import { jobFolderSuffix } from './export-job'
import { pronunciationEntriesSchema } from './pronunciation'
import { readingRulesSchema } from './reading-rules'
import { speechSettingsSchema } from './settings'

/** What is to be saved: a document, as it is read to a person. */
export const exportOrderSchema = z.object({
  document: z.object({
    id: z.string(),
    title: z.string(),
    authors: z.array(z.string()),
    language: z.string().optional(),
    lexicons: pronunciationEntriesSchema.optional(),
    blocks: z.array(blockSchema),
    contents: z.array(contentsEntrySchema),
  }),
  /** The entries that hold for the document, those that win first. */
  pronunciations: pronunciationEntriesSchema,
  reading: readingRulesSchema,
  speech: speechSettingsSchema,
})
export type ExportOrder = z.infer<typeof exportOrderSchema>

/** The folder where an export into a file keeps what it needs to go on. */
export function jobFolderOf(wavPath: string): string {
  return wavPath.replace(/\.wav$/i, '') + jobFolderSuffix
}
