import { z } from 'zod'
import { defineCall, defineNotice } from '../define-call'
import { readableDocumentSchema } from '../document'
import { errorDataSchema } from '../errors'

/** Asks for a file with the system's dialog; null when the person cancelled. */
export const openDocumentDialog = defineCall('document:open-dialog', {
  input: z.null(),
  output: readableDocumentSchema.nullable(),
})

/** Opens a file that was dropped on the window. The path comes from the preload, out of the dropped file itself. */
export const openDocumentFile = defineCall('document:open-file', {
  input: z.object({ path: z.string().min(1) }),
  output: readableDocumentSchema,
})

/** Makes a document of pasted text, titled by its first words. */
export const openPastedText = defineCall('document:open-text', {
  input: z.object({ text: z.string() }),
  output: readableDocumentSchema,
})

/** Opens the sample document that ships with Lector. */
export const openSampleDocument = defineCall('document:open-sample', {
  input: z.null(),
  output: readableDocumentSchema,
})

/** A document opened from outside the page (command line, system). */
export const documentOpened = defineNotice('document:opened', readableDocumentSchema)

/** A document that was to be opened from outside the page and could not be. */
export const documentRefused = defineNotice(
  'document:refused',
  z.object({ fileName: z.string(), error: errorDataSchema }),
)
