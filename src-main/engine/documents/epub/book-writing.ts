import { AppError } from '@contract/errors'
import { verticalWritingOf, type VerticalWriting, type Writing } from '@contract/writing'
import { parseXhtml } from '../markup/parse-xhtml'
import { writingIn, writingNamed } from '../markup/writing'
import { maskControls } from '../mask-controls'
import { attributeOf, decodeXml, elementsOf, type XmlElement } from '../xml'
import type { BookFiles } from './book-files'
import { isMarkup, type PackageDocument } from './package-document'
import type { StyleSheets } from './style-sheets'

/** Chapters among which the longest is taken for the text: a cover and a title page say nothing of how that is set. */
const chaptersCompared = 12
/** A chapter this long is not parsed a second time for its style alone. */
const maxChapterBytes = 2 * 2 ** 20

/**
 * How a book is written where that may be in columns: as its text's style sheets say, else as its package does, else
 * by the side to which its pages are turned.
 * @returns undefined for lines from top to bottom
 * @throws AppError 'document/encrypted', 'document/too-large'; the signal's reason when cancelled
 */
export async function readBookWriting(
  book: PackageDocument,
  files: BookFiles,
  sheets: StyleSheets,
  language: string | undefined,
): Promise<VerticalWriting | undefined> {
  const usual = verticalWritingOf(language)
  const said = primaryWriting(book.metadata)
  // The longest chapter is parsed for this before anything is shown: not for a book that nothing makes likely.
  const isLikely = usual !== null || said !== null || (language === undefined && book.isFromRight)
  if (!isLikely) return undefined
  const writing =
    (await writingOfText(book, files, sheets)) ?? said ?? (book.isFromRight && usual !== null ? usual : null)
  return writing === null || writing === 'horizontal-tb' ? undefined : writing
}

/** What older packages say of all of a book: `<meta name="primary-writing-mode" content="vertical-rl"/>`. */
function primaryWriting(metadata: XmlElement | null): Writing | null {
  for (const meta of metadata ? elementsOf(metadata, 'meta') : [])
    if (attributeOf(meta, 'name')?.trim().toLowerCase() === 'primary-writing-mode')
      return writingNamed(attributeOf(meta, 'content') ?? '')
  return null
}

async function writingOfText(
  { spine }: PackageDocument,
  files: BookFiles,
  sheets: StyleSheets,
): Promise<Writing | null> {
  let longest: string | null = null
  for (const { item, isLinear } of spine.slice(0, chaptersCompared)) {
    const { name } = item
    if (name === null || !isLinear || !isMarkup(item) || files.byteLength(name) > maxChapterBytes) continue
    if (longest === null || files.byteLength(name) > files.byteLength(longest)) longest = name
  }
  if (longest === null) return null
  try {
    const root = parseXhtml(maskControls(decodeXml(await files.read(longest, maxChapterBytes))))
    return writingIn(root, await sheets.of(root, longest))
  } catch (error) {
    // A damaged chapter is said to be so when it is read.
    if (error instanceof AppError && error.code === 'document/corrupt') return null
    throw error
  }
}
