import type { KeptPlace } from '@contract/kept-place'
import type { Bookmark } from '@contract/library'
import { disk, type FileSystem } from '../../src-main/app/atomic-file'
import type { LibraryStore, OpenedDocument } from '../../src-main/app/library-store'

/** A document of a file, as the shelf opens it. */
export const fileDocument = (id: string, at = `/books/${id}.txt`): OpenedDocument => ({
  id,
  title: `Title of ${id}`,
  authors: [],
  origin: { kind: 'file', path: at },
  options: {},
})
/** Where a document was left. */
export const place = (block: number): KeptPlace => ({ block, char: 3, before: 'The', after: ' lamp' })
/** A bookmark at the seventh block. */
export const bookmark = (id: string): Bookmark => ({
  id,
  place: place(7),
  words: 'lamp',
  chapter: '',
  note: '',
  createdAt: 5,
})

/** What the file system says. */
export const failure = (code: string): Error => Object.assign(new Error(code), { code })
/** A disk without room. */
export const full: FileSystem = { ...disk, writeThrough: () => Promise.reject(failure('ENOSPC')) }
/** Of a pasted text. */
export const pastedId = (index: number): string => index.toString(16).padStart(32, '0')
/** Opens a pasted text. */
export const paste = (store: LibraryStore, index: number, text = `text ${index}`): void =>
  store.opened({ ...fileDocument(pastedId(index)), origin: { kind: 'pasted', bytes: text.length } }, { text })
