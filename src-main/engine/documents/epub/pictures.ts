import type { Block } from '@contract/document'
import { AppError } from '@contract/errors'
import { maxPictureBytes } from '@contract/limits'
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
   * @param blocks  changed
   * @param sources of the pictures, as the chapter names them, by block
   * @param chapter name of the chapter's file
   * @throws the signal's reason
   */
  async mark(blocks: readonly Block[], sources: ReadonlyMap<Block, string>, chapter: string): Promise<void> {
    for (const block of blocks) {
      const source = sources.get(block)
      const name = source === undefined ? null : this.files.find(resolveReference(chapter, source))
      const header = name === null ? null : await this.#headerOf(name)
      if (name && header) block.image = { name, width: header.width, height: header.height }
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
