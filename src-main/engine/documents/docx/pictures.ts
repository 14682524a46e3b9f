import type { Block } from '@contract/document'
import type { Picture } from '@contract/host-messages'
import { maxPictureBytes } from '@contract/limits'
import type { Archive } from '../archive'
import { placePicture } from '../picture-block'
import { pictureHeadBytes, pictureOf, readPictureHeader } from '../picture-header'
import type { DrawnPicture } from './drawings'
import type { SideParts } from './side-parts'

/**
 * Says of a block which part of the package is its picture, and how large it is shown. One that is not in the package,
 * is damaged, or of a kind that no browser draws (EMF, WMF) has its words alone.
 * @param block changed
 */
export async function findDrawnPicture(
  block: Block,
  { relationship, widthPixels, isDecorative }: DrawnPicture,
  parts: SideParts,
): Promise<void> {
  const limits = { headBytes: pictureHeadBytes, maxBytes: maxPictureBytes }
  const found = relationship === undefined ? null : await parts.headById(relationship, 'image', limits)
  const header = found && readPictureHeader(found.head)
  if (!found || !header) return
  placePicture(block, found.name, header, {
    ...(widthPixels === undefined ? {} : { widthPixels }),
    ...(isDecorative ? { isDecorative } : {}),
  })
}

/** @throws AppError 'document/missing' for what is no picture of the package, or cannot be shown; what `archive` throws */
export async function readWordPicture(archive: Archive, name: string): Promise<Picture> {
  const entry = archive.find(name)
  return pictureOf(entry && (await archive.read(entry.name, { maxBytes: maxPictureBytes })), name)
}
