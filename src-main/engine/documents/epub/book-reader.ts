import {
  appendPiece,
  emptyPiece,
  type Block,
  type DocumentPiece,
  type DocumentWarning,
  type Matter,
} from '@contract/document'
import { AppError } from '@contract/errors'
import { maxDocumentChars } from '@contract/limits'
import { contentsOfHeadings } from '../contents'
import { markGutenbergLicence } from '../gutenberg'
import { PageFormulas } from '../markup/page-formulas'
import type { BookFiles } from './book-files'
import { BookContents } from './contents-of-book'
import { brokenBook } from './epub-failure'
import { markImprintPage } from './imprint-page'
import { isContinuation, isOpenEnded, joinOnto } from './join-paragraphs'
import { markContentsPages, markMatter, matterOfRoles, mattersOfFiles } from './matters'
import type { PackageDocument, SpineItem } from './package-document'
import { BookPictures } from './pictures'
import { readChapter, type Chapter } from './read-chapter'
import { readBookNavigation } from './read-navigation'
import { ReferredNotes } from './referred-notes'
import type { StyleSheets } from './style-sheets'
import { tracedFile, type TracedFile } from './traced-file'

/** Text of a piece but the first, which comes with the first file that has any: a chapter, or a few short ones. */
const pieceChars = 20_000

/** A book that is about to be read. */
export interface BookToRead {
  readonly book: PackageDocument
  readonly files: BookFiles
  readonly sheets: StyleSheets
  readonly language: string | undefined
  /** How many of its files were found damaged already. */
  readonly damaged: number
  /** Is told of every file with text, as it is read, where that text was written. */
  readonly onTraced?: (file: TracedFile) => void
}

/** Reads a book file by file and keeps what has been read until it is a piece. */
export class BookReader {
  readonly #toRead: BookToRead
  readonly #contents: BookContents
  readonly #matters: ReadonlyMap<string, Matter>
  readonly #notes: ReferredNotes
  readonly #pictures: BookPictures
  readonly #formulas: PageFormulas
  #piece = emptyPiece()
  #pieceChars = 0
  #isFirst = true
  #files = 0
  #blocks = 0
  #tables = 0
  #chars = 0
  #damaged: number
  #pictureFiles = 0
  #hasText = false
  #isAfterBook = false

  private constructor(toRead: BookToRead, contents: BookContents, matters: ReadonlyMap<string, Matter>) {
    this.#toRead = toRead
    this.#contents = contents
    this.#matters = matters
    this.#notes = new ReferredNotes(toRead.files)
    this.#pictures = new BookPictures(toRead.files)
    this.#formulas = new PageFormulas(toRead.language)
    this.#damaged = toRead.damaged
  }

  /** Reads what the book says of its order, before any of its text. @throws as `read` */
  static async begin(toRead: BookToRead): Promise<BookReader> {
    const { book, files } = toRead
    const { entries, landmarks } = await readBookNavigation(book, files)
    const names = new Set(book.spine.map(({ item }) => item.name))
    const contents = new BookContents(entries, files, (name) => names.has(name))
    return new BookReader(toRead, contents, mattersOfFiles(book, landmarks, files))
  }

  /** Whether enough is there to hand over; a book of pictures is refused, so nothing is before there is text. */
  get isPieceReady(): boolean {
    if (!this.#hasText) return false
    // The next file may go on with the last sentence; where each one does, as pages do, it has to end somewhere.
    if (isOpenEnded(this.#lastText().block)) return this.#pieceChars >= 2 * pieceChars
    return this.#isFirst || this.#pieceChars >= pieceChars
  }

  /** @throws AppError 'document/too-large', 'document/encrypted'; the signal's reason when cancelled */
  async read(spineItem: SpineItem): Promise<void> {
    const { name } = spineItem.item
    if (name === null) return
    const chapter = await this.#readUnlessDamaged(spineItem, name)
    if (chapter === null) {
      this.#damaged++
      return
    }
    const { blocks } = chapter
    const wasAfterBook = this.#isAfterBook
    this.#isAfterBook = markGutenbergLicence(blocks, wasAfterBook)
    if (this.#isAfterBook && !wasAfterBook) markLicenceTitle(blocks)
    markContentsPages(blocks)
    markMatter(blocks, spineItem, this.#matters.get(name) ?? matterOfRoles(chapter.roles))
    if (this.#toRead.book.spine.length > 1) markImprintPage(blocks)
    this.#add(name, chapter)
    if (blocks.some(isText)) this.#hasText = true
    else if (chapter.hasPicture) this.#pictureFiles++
  }

  takePiece(): DocumentPiece {
    const piece = this.#piece
    this.#piece = emptyPiece()
    this.#pieceChars = 0
    this.#isFirst = false
    return piece
  }

  /** The last piece. @throws AppError 'document/no-text', 'document/corrupt' when it is the only one and empty */
  finish(): DocumentPiece {
    const { book } = this.#toRead
    if (this.#files === 0 && book.spine.length + book.lostReferences > 0)
      throw brokenBook('chapters', 'none of its chapters can be read')
    if (!this.#hasText && (this.#pictureFiles > 0 || this.#blocks === 0))
      throw withoutText(this.#pictureFiles)
    this.#piece.warnings = this.#warnings()
    return this.takePiece()
  }

  async #readUnlessDamaged({ item }: SpineItem, name: string): Promise<Chapter | null> {
    const { book, files, sheets, language } = this.#toRead
    try {
      return await readChapter(item, name, {
        book,
        files,
        sheets,
        notes: this.#notes,
        pictures: this.#pictures,
        formulas: this.#formulas,
        language,
        part: this.#files,
        startBlock: this.#blocks,
        startTable: this.#tables,
        isTraced: this.#toRead.onTraced !== undefined,
      })
    } catch (error) {
      if (error instanceof AppError && error.code === 'document/corrupt') return null
      throw error
    }
  }

  #add(name: string, chapter: Chapter): void {
    const { chars, endTable } = chapter
    const placed = this.#contents.resolve(name, chapter, this.#blocks)
    const { block: before, picturesBehind } = this.#lastText()
    const isBegin = placed.some(({ startBlock }) => startBlock === this.#blocks)
    const isJoined = before !== undefined && !isBegin && isContinuation(before, chapter.blocks.at(0))
    const trace = tracedFile(name, chapter, this.#blocks, isJoined ? { before, picturesBehind } : null)
    if (trace !== null) this.#toRead.onTraced?.(trace)
    const { blocks, outside, overlays } = isJoined
      ? joinOnto(before, chapter, this.#blocks, picturesBehind)
      : chapter
    const contents = this.#contents.isUseful
      ? placed.map((entry) => ({ ...entry, startBlock: entry.startBlock - (isJoined ? 1 : 0) }))
      : contentsOfHeadings(blocks, this.#blocks)
    const parts = [{ kind: 'section' as const, label: name }]
    appendPiece(this.#piece, { ...emptyPiece(), parts, blocks, contents, outside, overlays })
    for (const { text } of blocks) this.#pieceChars += text.length
    this.#files++
    this.#blocks += blocks.length
    this.#tables = endTable
    this.#chars += chars
    if (this.#chars > maxDocumentChars)
      throw new AppError('document/too-large', `The book has more than ${maxDocumentChars} characters`, {
        details: { format: 'epub', chars: this.#chars, maxChars: maxDocumentChars },
      })
  }

  /** A sentence goes on behind a picture that a converter gave a page of its own. */
  #lastText(): { block: Block | undefined; picturesBehind: number } {
    const { blocks } = this.#piece
    const last = blocks.findLastIndex(({ kind }) => kind !== 'wordless-picture')
    return { block: last === -1 ? undefined : blocks[last], picturesBehind: blocks.length - 1 - last }
  }

  #warnings(): DocumentWarning[] {
    const { book } = this.#toRead
    let missing = book.lostReferences
    for (const { name, isRemote } of book.manifest.values()) if (name === null && !isRemote) missing++
    // Any book has a few pages of pictures; of most of this one's nothing can be heard.
    const isMostlyPictures = this.#pictureFiles >= minPictureFiles && this.#pictureFiles > this.#files / 2
    const warnings: DocumentWarning[] = [
      { code: 'damaged', count: this.#damaged },
      { code: 'parts-missing', count: missing },
      { code: 'pages-without-text', count: isMostlyPictures ? this.#pictureFiles : 0 },
    ]
    return warnings.filter(({ count }) => count !== undefined && count > 0)
  }
}

/** Headings over nothing but a licence belong to it. */
function markLicenceTitle(blocks: readonly Block[]): void {
  const others = blocks.filter(({ matter, kind }) => matter !== 'licence' && kind !== 'wordless-picture')
  if (others.every(({ kind }) => kind === 'heading')) for (const block of others) block.matter = 'licence'
}

/** A cover, a title page, a map and a portrait are no book of pictures. */
const minPictureFiles = 5
/** Fewer words beside a picture are a name for it: "Page 12", "Cover". */
const minPictureWords = 5

/** Whether a block is what a book is opened for. */
function isText({ kind, matter, text }: Block): boolean {
  if (matter !== undefined || kind === 'page-number' || kind === 'furniture') return false
  if (kind === 'wordless-picture') return false
  return kind !== 'image-alternative' || text.split(/\s+/, minPictureWords).length >= minPictureWords
}

function withoutText(pictureFiles: number): AppError {
  return new AppError('document/no-text', 'The book holds no text', {
    details: { format: 'epub', pictures: pictureFiles },
  })
}
