import { createHash } from 'node:crypto'
import { basename, parse } from 'node:path'
import { z } from 'zod'
import { keptPlaceSchema } from '@contract/kept-place'
import {
  bookmarkSchema,
  documentIdSchema,
  documentSpeechSchema,
  keptOptionsSchema,
  type RecentDocument,
  type Remembered,
} from '@contract/library'

/** Documents that are remembered; one with bookmarks is remembered whatever their number. */
export const maxDocuments = 200
/** Pasted texts among them, and what they may weigh together: a few long books. */
export const maxPastedTexts = 100
export const maxPastedBytes = 256 * 2 ** 20

export const originSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string().min(1) }),
  /** Its text lies in a file of its own, of so many bytes; about so many until it is written. */
  z.object({ kind: z.literal('pasted'), bytes: z.number().int().nonnegative() }),
  z.object({ kind: z.literal('sample') }),
])
export type Origin = z.infer<typeof originSchema>

const entrySchema = z.object({
  id: documentIdSchema,
  origin: originSchema,
  title: z.string(),
  authors: z.array(z.string()),
  /** Milliseconds since 1970. */
  openedAt: z.number(),
  /** Whether it stands among the recent ones. */
  isListed: z.boolean().default(true),
  options: keptOptionsSchema.default({}),
  place: keptPlaceSchema.nullable().default(null),
  share: z.number().min(0).max(1).default(0),
  speech: documentSpeechSchema.nullable().default(null),
  bookmarks: z.array(bookmarkSchema).default([]),
  showsPages: z.boolean().default(false),
})
/** What is known of one document. */
export type LibraryEntry = z.infer<typeof entrySchema>

/** The file: documents, the last opened first. */
export const libraryBookSchema = z.object({
  version: z.literal(1),
  documents: z.array(entrySchema).default([]),
})

/** A document as it is opened. */
export type OpenedEntry = Pick<LibraryEntry, 'id' | 'origin' | 'title' | 'authors' | 'openedAt' | 'options'>

/** A document that is new. */
export function newEntry(opened: OpenedEntry): LibraryEntry {
  return { ...opened, isListed: true, place: null, share: 0, speech: null, bookmarks: [], showsPages: false }
}

/**
 * What is known of a document that is opened: of the same bytes wherever they lie, else of what lay in the same place
 * before, which somebody has gone on writing.
 */
export function findEntry(
  entries: readonly LibraryEntry[],
  { id, origin }: Pick<OpenedEntry, 'id' | 'origin'>,
): LibraryEntry | null {
  const isSamePlace = (other: Origin): boolean =>
    (origin.kind === 'file' && other.kind === 'file' && other.path === origin.path) ||
    (origin.kind === 'sample' && other.kind === 'sample')
  return (
    entries.find((entry) => entry.id === id) ?? entries.find((entry) => isSamePlace(entry.origin)) ?? null
  )
}

/** Puts a document that is opened before all others, with what was known of it. */
export function withOpened(entries: readonly LibraryEntry[], opened: OpenedEntry): LibraryEntry[] {
  const known = findEntry(entries, opened)
  const entry: LibraryEntry = { ...(known ?? newEntry(opened)), ...opened, isListed: true }
  return withinBounds([entry, ...entries.filter((other) => other !== known)])
}

/** What a file is known by that nobody has opened: its text is not known. */
const unreadPrefix = 'unread-'

/** Whether that is all it is known by. */
export function isUnread({ id }: Pick<LibraryEntry, 'id'>): boolean {
  return id.startsWith(unreadPrefix)
}

/** Puts a file before all others that nobody has opened: it is known by its place, and called by its name. */
export function withUnread(entries: readonly LibraryEntry[], path: string, openedAt: number): LibraryEntry[] {
  const origin: Origin = { kind: 'file', path }
  const id = `${unreadPrefix}${createHash('sha256').update(path).digest('hex').slice(0, 32)}`
  const known = findEntry(entries, { id, origin })
  const title = parse(path).name
  const entry = known
    ? { ...known, isListed: true }
    : newEntry({ id, origin, title, authors: [], openedAt, options: {} })
  return withinBounds([entry, ...entries.filter((other) => other !== known)])
}

/** Lets those go that were opened longest ago; never one with bookmarks. */
export function withinBounds(entries: readonly LibraryEntry[]): LibraryEntry[] {
  let pastedTexts = 0
  let pastedBytes = 0
  return entries.filter(({ origin, bookmarks }, index) => {
    if (origin.kind === 'pasted') {
      pastedTexts += 1
      pastedBytes += origin.bytes
    }
    // The last one is kept however long it is.
    const isPastBounds =
      index >= maxDocuments ||
      (origin.kind === 'pasted' &&
        pastedTexts > 1 &&
        (pastedTexts > maxPastedTexts || pastedBytes > maxPastedBytes))
    return bookmarks.length > 0 || !isPastBounds
  })
}

/** What is left when everything but the bookmarks is forgotten. */
export function withoutHistory(entries: readonly LibraryEntry[]): LibraryEntry[] {
  return entries
    .filter(({ bookmarks }) => bookmarks.length > 0)
    .map((entry) => ({ ...entry, isListed: false, place: null, share: 0, speech: null, showsPages: false }))
}

/** A document's line in the list of recent ones. */
export function recentOf({
  id,
  origin,
  title,
  authors,
  share,
  openedAt,
  options,
}: LibraryEntry): RecentDocument {
  const fileName = origin.kind === 'file' ? basename(origin.path) : ''
  const unread = isUnread({ id }) ? { isUnread: true } : {}
  return { id, title, authors, kind: origin.kind, fileName, share, openedAt, options, ...unread }
}

/** What is known of a document; null: it is new. */
export function rememberedOf(entry: LibraryEntry | null, keepsHistory: boolean): Remembered {
  return {
    place: (keepsHistory && entry?.place) || null,
    share: keepsHistory ? (entry?.share ?? 0) : 0,
    speech: (keepsHistory && entry?.speech) || null,
    bookmarks: [...(entry?.bookmarks ?? [])],
    showsPages: keepsHistory && (entry?.showsPages ?? false),
  }
}
