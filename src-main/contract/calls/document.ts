import { z } from 'zod'
import { defineCall, defineNotice } from '../define-call'
import { documentPieceSchema, readableDocumentSchema } from '../document'
import { errorDataSchema } from '../errors'
import { openOptionsSchema, pictureSchema, soundRangeSchema } from '../host-messages'
import { maxSoundRangeBytes } from '../limits'
import { movedDocumentSchema } from '../moved-document'
import { textChangeSchema } from '../text-change'

/** A document as far as it has been read when it is shown first; the rest follows as `documentGrew`. */
export const openedDocumentSchema = readableDocumentSchema.extend({
  isWhole: z.boolean(),
  /** Whether it is a text of the person's own, which can be written on. */
  isEditable: z.boolean().optional(),
})
export type OpenedDocument = z.infer<typeof openedDocumentSchema>

/** Asks for a file with the system's dialog; null when the person cancelled. */
export const openDocumentDialog = defineCall('document:open-dialog', {
  input: z.null(),
  output: openedDocumentSchema.nullable(),
})

/**
 * Opens the first of the files that were dropped on the window; null when none of them can be. The paths come from the
 * preload, out of the dropped files themselves.
 */
export const openDocumentFiles = defineCall('document:open-files', {
  input: z.object({ paths: z.array(z.string().min(1)).min(1) }),
  output: openedDocumentSchema.nullable(),
})

/** Opens what was asked for last once more: with its password, in another encoding, as a whole page. */
export const reopenDocument = defineCall('document:reopen', {
  input: openOptionsSchema,
  output: openedDocumentSchema,
})

/** Makes a document of what was pasted, titled by its first words: of `html` where the clipboard holds that, else of `text`. */
export const openPastedText = defineCall('document:open-text', {
  input: z.object({ text: z.string(), html: z.string().optional() }),
  output: openedDocumentSchema,
})

/** Makes a text with nothing in it, to be written. */
export const newText = defineCall('document:new-text', { input: z.null(), output: openedDocumentSchema })

/** Changes a text that can be written on. The answer comes once it is on the disk. */
export const reviseText = defineCall('document:revise', {
  input: z.object({
    documentId: z.string(),
    /** One after the other. */
    changes: z.array(textChangeSchema).min(1),
    title: z.string().max(200),
  }),
  output: z.object({
    /** False: nothing is remembered, by the person's own choice. */
    isKept: z.boolean(),
  }),
})

/** Opens the text that shows what Lector does by being read. */
export const openWelcome = defineCall('document:open-welcome', {
  input: z.null(),
  output: openedDocumentSchema,
})

/** Opens the sample document that ships with Lector. */
export const openSampleDocument = defineCall('document:open-sample', {
  input: z.null(),
  output: openedDocumentSchema,
})

/** A picture of an open document, undecoded: that of a block with an `image`. */
export const documentImage = defineCall('document:image', {
  input: z.object({ documentId: z.string(), block: z.number().int().nonnegative() }),
  output: pictureSchema,
})

/** A stretch of the recording that one of an open document's overlays names, undecoded. */
export const documentSound = defineCall('document:sound', {
  input: z.object({
    documentId: z.string(),
    /** Number of the overlay in the document. */
    overlay: z.number().int().nonnegative(),
    startByte: z.number().int().nonnegative(),
    byteLength: z.number().int().positive().max(maxSoundRangeBytes),
  }),
  output: soundRangeSchema,
})

/** Gives up what is being opened; a document that is shown already keeps what was read of it. */
export const cancelOpening = defineCall('document:cancel-opening', { input: z.null(), output: z.null() })

/** A document opened from outside the page (command line, system). */
export const documentOpened = defineNotice('document:opened', openedDocumentSchema)

/** Several files came at once, or what cannot be opened: what became of those that are not shown. */
export const filesReceived = defineNotice(
  'document:files-received',
  z.object({
    /** Put among the recent ones. */
    added: z.number().int().nonnegative(),
    /** Neither opened nor remembered, by the person's own choice. */
    unkept: z.number().int().nonnegative(),
    folders: z.number().int().nonnegative(),
    unsupported: z.number().int().nonnegative(),
    isNoneOpened: z.boolean(),
  }),
)

/** More of a document that was opened: its next piece. */
export const documentGrew = defineNotice(
  'document:grew',
  z.object({ documentId: z.string(), piece: documentPieceSchema, isWhole: z.boolean() }),
)

/** The rest of a document that was opened cannot be read; what was shown of it stays. */
export const documentBrokeOff = defineNotice(
  'document:broke-off',
  z.object({ documentId: z.string(), error: errorDataSchema }),
)

/** A document that was to be opened from outside the page and could not be; the error's details name its file. */
export const documentRefused = defineNotice('document:refused', z.object({ error: errorDataSchema }))

/**
 * A file that is known is opened with another text: what was set for it has moved to its new id, and does so in the page,
 * whose settings are the newer ones. Told before the file is shown.
 */
export const documentMoved = defineNotice('document:moved', movedDocumentSchema)
