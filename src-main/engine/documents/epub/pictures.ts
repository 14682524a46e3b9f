import type { Block } from '@contract/document'
import { AppError } from '@contract/errors'
import type { Picture } from '@contract/host-messages'
import { maxPictureBytes } from '@contract/limits'
import { drawingFile } from '../markup/drawings'
import { placePicture, type LinkedPicture } from '../picture-block'
import { pictureHeadBytes, pictureOf, readPictureHeader, type PictureHeader } from '../picture-header'
import { decodeXml } from '../xml'
import { maxChapterBytes, type BookFiles } from './book-files'
import { resolveReference } from './resource-path'

/** The pictures of a book; each is looked at once, however often an ornament stands in it. */
export class BookPictures {
  readonly #headers = new Map<string, PictureHeader | null>()

  constructor(private readonly files: BookFiles) {}

  /**
   * Says of each block that stands for a picture which file of the book, or which drawing in one, that is, and how large
   * it is shown. A picture
   * that is not there, lies outside the book, or cannot be shown has its words alone.
   * @param pictures by block, as the chapter names them; the blocks are changed
   * @param chapter  name of the chapter's file
   * @throws the signal's reason
   */
  async mark(pictures: ReadonlyMap<Block, LinkedPicture>, chapter: string): Promise<void> {
    for (const [block, picture] of pictures) {
      if (picture.isDrawn) {
        markDrawn(block, picture, chapter)
        continue
      }
      const name = this.files.find(resolveReference(chapter, picture.source))
      const header = name === null ? null : await this.#headerOf(name)
      if (name && header) placePicture(block, name, header, picture)
    }
  }

  async #headerOf(name: string): Promise<PictureHeader | null> {
    const known = this.#headers.get(name)
    if (known !== undefined) return known
    const header = this.files.byteLength(name) > maxPictureBytes ? null : await this.#readHeader(name)
    this.#headers.set(name, header)
    return header
  }

  /** null also for one that is damaged or locked: it is shown as its words. */
  async #readHeader(name: string): Promise<PictureHeader | null> {
    try {
      return readPictureHeader(await this.files.readHead(name, pictureHeadBytes))
    } catch (error) {
      if (error instanceof AppError && error.code !== 'document/missing') return null
      throw error
    }
  }
}

/** What a drawing in a chapter is called: by its range in the chapter's text. */
const drawnName = /^(.+)#drawn (\d{1,9})-(\d{1,9})$/

function markDrawn(block: Block, picture: LinkedPicture, chapter: string): void {
  const { startChar, endChar } = block.source
  const header = readPictureHeader(Buffer.from(picture.source))
  if (header) placePicture(block, `${chapter}#drawn ${startChar}-${endChar}`, header, picture)
}

/**
 * Reads a picture that `BookPictures` named.
 * @throws AppError 'document/missing' when there is no such picture, or it cannot be shown; what reading it met
 */
export async function readBookPicture(files: BookFiles, name: string): Promise<Picture> {
  const [, chapter, startChar, endChar] = drawnName.exec(name) ?? []
  const found = files.find({ path: chapter ?? name })
  if (found === null) return pictureOf(null, name)
  if (chapter === undefined) return pictureOf(await files.read(found, maxPictureBytes), name)
  const text = decodeXml(await files.read(found, maxChapterBytes))
  const drawing = drawingFile(text.slice(Number(startChar), Number(endChar)))
  return pictureOf(drawing === null ? null : Buffer.from(drawing), name)
}
