import type { LinkedPicture } from '../picture-block'
import type { FlowContext } from './flow-context'
import type { FlowReader } from './flow-reader'
import { drawnPictureOf } from './drawings'
import { linkedPictureOf, isDecoration } from './images'
import { hasClass, shortTextOf } from './semantics'
import { isElement, type MarkupElement } from './tree'

/** A picture described by a letter or two, beside a text, is that letter: an initial, a sign. */
const maxLetterChars = 2
/** A caption may say so much more than the picture's alternative text that it begins with. */
const moreChars = 200

/**
 * Reads a picture as what stands for it; one that nothing stands for is shown all the same.
 * @param alternative empty for one that only decorates, or that nobody described
 */
export function readImage(
  reader: FlowReader,
  image: MarkupElement,
  alternative: string,
  context: FlowContext,
): void {
  const isSign = hasClass(image, /^emoji$/i)
  const { source, isPage = false, stretch } = reader.options
  // Of a stretch it is not known where in its document it stands.
  const drawn = stretch ? null : drawnPictureOf(image, source, isPage)
  const picture = linkedPictureOf(image) ?? drawn
  if (alternative === '' || isDecoration(image)) {
    if (!isSign) addWordless(reader, image, picture, context)
  } else if (isSign || (alternative.length <= maxLetterChars && !hasClass(image, /icon/i)))
    reader.text.appendForeign(alternative, image.startChar, image.endChar)
  else if (isSaidByCaption(alternative, reader.path))
    addWordless(reader, image, picture && { ...picture, label: alternative }, context)
  else {
    const block = reader.blockOf('image-alternative', alternative, image, context)
    if (picture) reader.pictures.set(block, picture)
    reader.addImage(block, context)
  }
}

/** The pictures around a page's article, its signets and buttons, are no part of what it was opened for. */
function addWordless(
  reader: FlowReader,
  image: MarkupElement,
  picture: LinkedPicture | null,
  context: FlowContext,
): void {
  if (picture === null || context.isFurniture) return
  const block = reader.blockOf('wordless-picture', '', image, context)
  reader.pictures.set(block, picture)
  reader.addImage(block, context)
}

/** Whether the figure around a picture has the same words under it. */
function isSaidByCaption(alternative: string, path: readonly MarkupElement[]): boolean {
  const figure = path.findLast(({ name }) => name === 'figure')
  const caption = figure?.children.find((child) => isElement(child) && child.name === 'figcaption')
  if (caption === undefined || !isElement(caption)) return false
  const said = shortTextOf(caption, alternative.length * 2 + moreChars)
  return said !== null && said.toLowerCase().startsWith(alternative.toLowerCase())
}
