import { z } from 'zod'
import { defineCall, defineNotice } from '../define-call'
import { documentIdSchema } from '../library'
import { hotkeyIds } from '../settings'

export const windowShapes = ['reader', 'mini'] as const
export type WindowShape = (typeof windowShapes)[number]

/** Turns the window into the mini player, or back. */
export const windowShape = defineCall('window:shape', {
  input: z.object({ shape: z.enum(windowShapes) }),
  output: z.null(),
})

/** What the page reads aloud: none, or nothing that could go on; paused; or on its way to the ear. */
export const readingStates = ['none', 'paused', 'playing'] as const
export type ReadingState = (typeof readingStates)[number]

/** Says what is being read, whenever that changes: main holds off sleep by it, and keeps a closed window in the tray. */
export const reportReading = defineCall('system:reading', {
  input: z.object({
    state: z.enum(readingStates),
    /** Of the document, as far as a menu shows it; empty: there is none. */
    title: z.string().max(200),
  }),
  output: z.null(),
})

/** What becomes of a window that is closed while it reads, and of Lector told to quit while it saves. */
export const answerClosing = defineCall('system:answer-closing', {
  input: z.object({ answer: z.enum(['tray', 'quit']) }),
  output: z.null(),
})

/** What is asked of the page from outside its window. */
export const systemWish = defineNotice(
  'system:wish',
  z.discriminatedUnion('wish', [
    z.object({ wish: z.literal('toggle-play') }),
    /** Makes a document of a text and shows it, or reads it at once. */
    z.object({ wish: z.literal('open-text'), text: z.string(), isRead: z.boolean() }),
    /** The page that was here before has died: shows the document that it had, where it was left, and reads on if it did. */
    z.object({ wish: z.literal('go-on'), documentId: documentIdSchema, isRead: z.boolean() }),
    /** The window is to be closed while it reads: the person decides. */
    z.object({ wish: z.literal('ask-closing'), hasTray: z.boolean(), isExporting: z.boolean().optional() }),
    /** Lector is to quit while something is saved: the person decides. */
    z.object({ wish: z.literal('ask-quitting') }),
  ]),
)

/** The global keys that the system did not give: another program has them. */
export const hotkeysRefused = defineNotice(
  'system:hotkeys-refused',
  z.object({ refused: z.array(z.enum(hotkeyIds)) }),
)
