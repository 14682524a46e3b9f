import type { Block } from '@contract/document'
import { AppError } from '@contract/errors'
import { maxPictureBytes } from '@contract/limits'
import { placePicture, type LinkedPicture } from '../picture-block'
import { pictureHeadBytes, readPictureHeader, type PictureHeader } from '../picture-header'
import type { BookFiles } from './book-files'
import { resolveReference } from './resource-path'

/** The pictures of a book; each is looked at once, however often an ornament stands in it. */
export class BookPictures {
  readonly #headers = new Map<string, PictureHeader | null>()

  constructor(private readonly files: BookFiles) {}

  /**
   * Says of each block that stands for a picture which file of the book that is, and how large it is shown. A picture
   * that is not there, lies outside the book, or cannot be shown has its words alone.
   * @param pictures by block, as the chapter names them; the blocks are changed
   * @param chapter  name of the chapter's file
   * @throws the signal's reason
   */
  async mark(pictures: ReadonlyMap<Block, LinkedPicture>, chapter: string): Promise<void> {
    for (const [block, picture] of pictures) {
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
