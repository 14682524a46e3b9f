import {
  emptyPiece,
  type Block,
  type DocumentHead,
  type DocumentPiece,
  type DocumentWarning,
} from '@contract/document'
import type { OpenOptions } from '@contract/host-messages'
import { contentsOfHeadings } from '../contents'
import { decodeDocument } from '../encoding/decode-document'
import { isPlainText } from '../detect'
import type { ByteSource, DocumentFormat } from '../document-format'
import { fileEnding } from '../known-formats'
import { LinkedPictures, readLinkedPicture } from '../linked-pictures'
import { maskControls } from '../mask-controls'
import { isLostPicture } from '../picture-block'
import { titleFromText } from '@contract/title'
import { documentId, titleFromFileName } from '../name-document'
import { MarkdownBlocks } from './blocks'
import { FormulaReader } from './formulas'
import { readFrontMatter } from './front-matter'
import { OutsideCounter } from './outside-counter'
import { sectionsOf } from './sections'

const endings = ['md', 'markdown', 'mdown', 'mkd', 'mdwn']

/** CommonMark, with tables, strikethrough, task lists, footnotes and formulas; what is beyond it comes out as its text. */
export const markdownFormat: DocumentFormat = {
  id: 'markdown',
  detect: (source) => endings.includes(fileEnding(source.fileName)) && isPlainText(source),
  open: async (source, options, signal) => {
    const { text, encoding, warnings } = await decodeDocument(source, options)
    signal.throwIfAborted()
    // Masked first, unit for unit: the parser then meets one kind of line end, and its offsets are those of the source.
    const masked = maskControls(text)
    const { bodyStartChar, title, authors, language } = readFrontMatter(masked)
    const formulas = new FormulaReader(language)
    if (masked.includes('$', bodyStartChar)) await formulas.load()
    const pieces = piecesOf(source, options, text, masked, bodyStartChar, formulas, warnings, signal)
    // The first piece is read at once: it says what the document calls itself.
    const first = await pieces.next()
    const heading = first.done === true ? undefined : firstHeading(first.value.blocks)
    const head: DocumentHead = {
      id: await documentId(source),
      authors: [...authors],
      title: titleFromText(title ?? heading ?? '') || titleFromFileName(source.fileName),
      format: 'markdown',
      encoding,
      ...(language === undefined ? {} : { language }),
    }
    return { head, pieces: first.done === true ? [] : resume(first.value, pieces) }
  },
  readPicture: (source, name) =>
    readLinkedPicture(name, source, async (asked) => (await decodeDocument(source, asked)).text),
}

/** @throws AppError 'document/corrupt' when nested too deep; the signal's reason when cancelled */
async function* piecesOf(
  source: ByteSource,
  options: OpenOptions,
  text: string,
  masked: string,
  bodyStartChar: number,
  formulas: FormulaReader,
  warnings: readonly DocumentWarning[],
  signal: AbortSignal,
): AsyncGenerator<DocumentPiece, void> {
  const reader = new MarkdownBlocks(text, masked, bodyStartChar, formulas)
  const counter = new OutsideCounter(text)
  const pictures = new LinkedPictures(source, options)
  let startBlock = 0
  let isFirst = true
  for (const section of sectionsOf(masked.slice(bodyStartChar))) {
    signal.throwIfAborted()
    const read = reader.read(section)
    await pictures.find(reader.pictures)
    const blocks = read.filter((block) => !isLostPicture(block))
    const startChar = isFirst ? 0 : bodyStartChar + section.startChar
    yield {
      ...emptyPiece(),
      ...(isFirst ? { parts: [{ kind: 'file', label: '' }], warnings: [...warnings] } : {}),
      blocks,
      contents: contentsOfHeadings(blocks, startBlock),
      outside: counter.count(startChar, bodyStartChar + section.endChar, blocks),
    }
    startBlock += blocks.length
    isFirst = false
  }
}

async function* resume(
  first: DocumentPiece,
  rest: AsyncIterable<DocumentPiece>,
): AsyncGenerator<DocumentPiece, void> {
  yield first
  yield* rest
}

/** The document's name for itself: its first main heading, else its first heading of any level. */
function firstHeading(blocks: readonly Block[]): string | undefined {
  const headings = blocks.filter((block) => block.kind === 'heading')
  return (headings.find((block) => block.level === 1) ?? headings[0])?.text
}
