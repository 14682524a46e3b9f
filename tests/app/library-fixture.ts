import type { Bookmark, KeptPlace } from '@contract/library'
import type { OpenedDocument } from '../../src-main/app/library-store'

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
