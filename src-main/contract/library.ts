import { z } from 'zod'
import { openOptionsSchema } from './host-messages'
import { keptPlaceSchema } from './kept-place'
import { speedRange, voiceIdSchema } from './settings'

/** A note is a line or two. */
export const maxNoteChars = 500

/** Which document: what its bytes make (`documentHeadSchema`). */
export const documentIdSchema = z.string().min(1).max(200)

export const bookmarkSchema = z.object({
  id: z.string().min(1).max(64),
  place: keptPlaceSchema,
  /** The first words of the place. */
  words: z.string().max(200),
  /** The heading it stands under; empty without one. */
  chapter: z.string().max(500),
  /** What the person calls it; empty: nothing. */
  note: z.string().max(maxNoteChars),
  /** Milliseconds since 1970. */
  createdAt: z.number().nonnegative(),
})
export type Bookmark = z.infer<typeof bookmarkSchema>

/** What a document is read with. */
export const documentSpeechSchema = z.object({
  voice: voiceIdSchema,
  speaker: z.string().min(1).max(100).optional(),
  speed: z.number().min(speedRange.min).max(speedRange.max),
})
export type DocumentSpeech = z.infer<typeof documentSpeechSchema>

/** In what way a document was opened; a password is never kept. */
export const keptOptionsSchema = openOptionsSchema.omit({ password: true })
export type KeptOptions = z.infer<typeof keptOptionsSchema>

/** What is known of a document from before; all of it absent or empty for one that is new. */
export const rememberedSchema = z.object({
  place: keptPlaceSchema.nullable(),
  /** How much of the document lies before `place`, 0..1. */
  share: z.number().min(0).max(1),
  speech: documentSpeechSchema.nullable(),
  bookmarks: z.array(bookmarkSchema),
  /** Whether its own pages are shown beside its text; of a PDF. */
  showsPages: z.boolean().default(false),
})
export type Remembered = z.infer<typeof rememberedSchema>

/** Where a document came from: a file, what was pasted (its text is kept), the sample that ships with Lector. */
export const originKinds = ['file', 'pasted', 'sample'] as const

/** A line of the list of recent documents. */
export const recentDocumentSchema = z.object({
  id: documentIdSchema,
  title: z.string(),
  authors: z.array(z.string()),
  kind: z.enum(originKinds),
  /** Of a file, without its folder; else empty. */
  fileName: z.string(),
  share: z.number().min(0).max(1),
  /** Milliseconds since 1970. */
  openedAt: z.number(),
  options: keptOptionsSchema,
  /** Nobody has opened it yet: it came together with another one. */
  isUnread: z.boolean().optional(),
})
export type RecentDocument = z.infer<typeof recentDocumentSchema>
