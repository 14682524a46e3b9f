import { z } from 'zod'
import { defineCall } from '../define-call'
import { errorDataSchema } from '../errors'
import {
  dictionaryProblemSchema,
  keptEntrySchema,
  knownAbbreviationSchema,
  maxPronunciationEntries,
  pronunciationEntriesSchema,
  pronunciationEntrySchema,
} from '../pronunciation'

/** Whose entries are meant beside those that hold everywhere; null: no document is open. */
const documentIdSchema = z.string().min(1).max(200).nullable()

/** What holds for a document: its own entries, then those that hold everywhere. */
export const keptEntriesSchema = z.array(keptEntrySchema).max(2 * maxPronunciationEntries)

/** The entries that hold for a document. */
export const listPronunciations = defineCall('pronunciation:list', {
  input: z.object({ documentId: documentIdSchema }),
  output: z.object({
    entries: keptEntriesSchema,
    /** Set when what was stored could not be read and was set aside. */
    problem: errorDataSchema.nullable(),
  }),
})

/** Adds an entry (`id` null) or changes one. The answer comes once it is on the disk. */
export const savePronunciation = defineCall('pronunciation:save', {
  input: z.object({
    documentId: documentIdSchema,
    id: z.string().nullable(),
    entry: pronunciationEntrySchema,
  }),
  output: keptEntriesSchema,
})

/** Removes an entry, for good. */
export const removePronunciation = defineCall('pronunciation:remove', {
  input: z.object({ documentId: documentIdSchema, id: z.string() }),
  output: keptEntriesSchema,
})

/** Puts a list in place of all that holds for a document, in its order. */
export const replacePronunciations = defineCall('pronunciation:replace', {
  input: z.object({ documentId: documentIdSchema, entries: keptEntriesSchema }),
  output: keptEntriesSchema,
})

/** Asks for a dictionary with the system's dialog and adds what is in it; null when the person cancelled. */
export const importPronunciations = defineCall('pronunciation:import', {
  input: z.object({ documentId: documentIdSchema }),
  output: z
    .object({
      entries: keptEntriesSchema,
      added: z.number().int(),
      /** Entries for the same text that were replaced. */
      changed: z.number().int(),
      problems: z.array(dictionaryProblemSchema),
    })
    .nullable(),
})

/** Asks where to write with the system's dialog and writes what holds for a document; null when the person cancelled. */
export const exportPronunciations = defineCall('pronunciation:export', {
  input: z.object({ documentId: documentIdSchema }),
  output: z
    .object({
      fileName: z.string(),
      written: z.number().int(),
      /** What the chosen form of file cannot hold. */
      leftOut: pronunciationEntriesSchema,
    })
    .nullable(),
})

/** The abbreviations that are read in words of their own without any entry. */
export const listAbbreviations = defineCall('pronunciation:abbreviations', {
  input: z.null(),
  output: z.array(knownAbbreviationSchema),
})
