import type { Block } from '@contract/document'
import type { Picture } from '@contract/host-messages'
import { maxPictureBytes } from '@contract/limits'
import type { Archive } from '../archive'
import { pictureHeadBytes, pictureOf, readPictureHeader } from '../picture-header'
import type { DrawnPicture } from './drawings'
import type { SideParts } from './side-parts'

/**
 * Says of a block which part of the package is its picture, and how large it is shown. One that is not in the package,
 * is damaged, or of a kind that no browser draws (EMF, WMF) has its words alone.
 * @returns another block where there is a picture to show
 */
export async function placePicture(
  block: Block,
  { relationship, widthPixels }: DrawnPicture,
  parts: SideParts,
): Promise<Block> {
  const limits = { headBytes: pictureHeadBytes, maxBytes: maxPictureBytes }
  const found = relationship === undefined ? null : await parts.headById(relationship, 'image', limits)
  const header = found && readPictureHeader(found.head)
  if (!found || !header) return block
  // A picture is as wide as the page has it, and as high as its own shape makes it.
  const width = Math.round(Math.min(widthPixels ?? header.width, header.width))
  const height = Math.max(1, Math.round((width * header.height) / header.width))
  return { ...block, image: { name: found.name, width, height } }
}

/** @throws AppError 'document/missing' for what is no picture of the package, or cannot be shown; what `archive` throws */
export async function readWordPicture(archive: Archive, name: string): Promise<Picture> {
  const entry = archive.find(name)
  return pictureOf(entry && (await archive.read(entry.name, { maxBytes: maxPictureBytes })), name)
}
