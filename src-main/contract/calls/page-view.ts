import { z } from 'zod'
import { defineCall } from '../define-call'
import { documentIdSchema } from '../library'
import { maxPageBlocks, maxPageFileBytes } from '../limits'

/** The file of a PDF that is open: how long it is, and the password it was opened with. */
export const pageFile = defineCall('pages:file', {
  input: z.object({ documentId: documentIdSchema }),
  output: z.object({ byteLength: z.number().int().positive(), password: z.string().nullable() }),
})

/** A stretch of it, as it lies on the disk; nobody but the page's painter makes sense of it. */
export const pageFileBytes = defineCall('pages:bytes', {
  input: z
    .object({
      documentId: documentIdSchema,
      startByte: z.number().int().nonnegative(),
      endByte: z.number().int().positive(),
    })
    .refine(({ startByte, endByte }) => endByte > startByte && endByte - startByte <= maxPageFileBytes),
  output: z.instanceof(Uint8Array),
})

/** Where the characters of some blocks stand on the pages, encoded (contract/page-places); of a document that has pages. */
export const pagePlaces = defineCall('pages:places', {
  input: z
    .object({
      documentId: documentIdSchema,
      startBlock: z.number().int().nonnegative(),
      endBlock: z.number().int().nonnegative(),
    })
    .refine(({ startBlock, endBlock }) => endBlock - startBlock <= maxPageBlocks),
  output: z.array(z.instanceof(Uint8Array)),
})

/** Keeps whether a document's own pages are shown beside its text. */
export const keepPagesShown = defineCall('library:keep-pages', {
  input: z.object({ documentId: documentIdSchema, areShown: z.boolean() }),
  output: z.null(),
})
