import { z } from 'zod'
import { defineCall } from '../define-call'
import { errorDataSchema } from '../errors'
import { keptPlaceSchema } from '../kept-place'
import {
  bookmarkSchema,
  documentIdSchema,
  documentSpeechSchema,
  recentDocumentSchema,
  rememberedSchema,
} from '../library'
import { openedDocumentSchema } from './document'

const recentDocumentsSchema = z.array(recentDocumentSchema)

/** The recent documents, the last opened first. */
export const listRecent = defineCall('library:list', {
  input: z.null(),
  output: z.object({
    documents: recentDocumentsSchema,
    /** Set when what was stored could not be read and was set aside. */
    problem: errorDataSchema.nullable(),
  }),
})

/** Opens a recent document once more, in the way it was opened before. */
export const openRecent = defineCall('library:open', {
  input: z.object({ documentId: documentIdSchema }),
  output: openedDocumentSchema,
})

/** What is known of a document from before. */
export const recallDocument = defineCall('library:recall', {
  input: z.object({ documentId: documentIdSchema }),
  output: rememberedSchema,
})

/** Keeps where a document is being read. Of a document that is not in the library nothing is kept. */
export const keepPlace = defineCall('library:keep-place', {
  input: z.object({
    documentId: documentIdSchema,
    place: keptPlaceSchema,
    /** 0..1; null while nobody knows how long the document is. */
    share: z.number().min(0).max(1).nullable(),
    /** False: it is written with what is written next, at the latest when Lector ends. */
    isDue: z.boolean(),
  }),
  output: z.null(),
})

/** Keeps what a document is read with. */
export const keepSpeech = defineCall('library:keep-speech', {
  input: z.object({ documentId: documentIdSchema, speech: documentSpeechSchema }),
  output: z.null(),
})

/** Adds a bookmark, or changes the one with its id. The answer comes once it is on the disk. */
export const saveBookmark = defineCall('library:save-bookmark', {
  input: z.object({ documentId: documentIdSchema, bookmark: bookmarkSchema }),
  output: z.array(bookmarkSchema),
})

/** Removes a bookmark. The answer comes once that is on the disk. */
export const removeBookmark = defineCall('library:remove-bookmark', {
  input: z.object({ documentId: documentIdSchema, id: z.string() }),
  output: z.array(bookmarkSchema),
})

/** Takes a document out of the list, or puts it back. What is known of it stays, so that either is no loss. */
export const listDocument = defineCall('library:list-document', {
  input: z.object({ documentId: documentIdSchema, isListed: z.boolean() }),
  output: recentDocumentsSchema,
})

/** Forgets which documents were opened and where they were left, and the pasted texts. Bookmarks stay. */
export const clearHistory = defineCall('library:clear', { input: z.null(), output: z.null() })
