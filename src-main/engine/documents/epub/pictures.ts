import type { Block } from '@contract/document'
import { AppError } from '@contract/errors'
import { maxPictureBytes } from '@contract/limits'
import { pictureHeadBytes, readPictureHeader } from '../picture-header'
import type { BookFiles } from './book-files'
import { resolveReference } from './resource-path'

/**
 * Says of each block that stands for a picture which file of the book that is, and how large it is shown. A picture
 * that is not there, lies outside the book, or cannot be shown has its words alone.
 * @param blocks  changed
 * @param sources of the pictures, as the chapter names them, by block
 * @param chapter name of the chapter's file
 */
export async function findPictures(
  blocks: readonly Block[],
  sources: ReadonlyMap<Block, string>,
  chapter: string,
  files: BookFiles,
): Promise<void> {
  for (const block of blocks) {
    const source = sources.get(block)
    const name = source === undefined ? null : files.find(resolveReference(chapter, source))
    if (name === null || files.byteLength(name) > maxPictureBytes) continue
    const head = await readHead(name, files)
    const header = head && readPictureHeader(head)
    if (header) block.image = { name, width: header.width, height: header.height }
  }
}

/** null for one that is damaged or locked: it is shown as its words. */
async function readHead(name: string, files: BookFiles): Promise<Uint8Array | null> {
  try {
    return await files.readHead(name, pictureHeadBytes)
  } catch (error) {
    if (error instanceof AppError && error.code !== 'document/missing') return null
    throw error
  }
}
