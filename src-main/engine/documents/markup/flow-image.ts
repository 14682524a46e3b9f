import type { FlowContext } from './flow-context'
import type { FlowReader } from './flow-reader'
import { hasClass, shortTextOf } from './semantics'
import { findElement, isElement, type MarkupElement } from './tree'

/** A picture described by a letter or two, beside a text, is that letter: an initial, a sign. */
const maxLetterChars = 2
/** A caption may say so much more than the picture's alternative text that it begins with. */
const moreChars = 200

/**
 * Reads a picture as what stands for it.
 * @param alternative empty for one that only decorates
 */
export function readImage(
  reader: FlowReader,
  image: MarkupElement,
  alternative: string,
  context: FlowContext,
): void {
  if (alternative === '') return
  const isSign = hasClass(image, /^emoji$/i)
  if (isSign || (alternative.length <= maxLetterChars && !hasClass(image, /icon/i)))
    reader.text.appendForeign(alternative, image.startChar, image.endChar)
  else if (!isSaidByCaption(alternative, reader.path)) addPicture(reader, image, alternative, context)
}

function addPicture(
  reader: FlowReader,
  image: MarkupElement,
  alternative: string,
  context: FlowContext,
): void {
  const block = reader.blockOf('image-alternative', alternative, image, context)
  const source = image.attributes.get('src') ?? pictureInside(image)
  if (source !== undefined) reader.pictures.set(block, source)
  reader.addImage(block, context)
}

/** Of a drawing that only holds a picture. */
function pictureInside(drawing: MarkupElement): string | undefined {
  const image = findElement(drawing, ({ name }) => name === 'image')
  return image?.attributes.get('xlink:href') ?? image?.attributes.get('href')
}

/** Whether the figure around a picture has the same words under it. */
function isSaidByCaption(alternative: string, path: readonly MarkupElement[]): boolean {
  const figure = path.findLast(({ name }) => name === 'figure')
  const caption = figure?.children.find((child) => isElement(child) && child.name === 'figcaption')
  if (caption === undefined || !isElement(caption)) return false
  const said = shortTextOf(caption, alternative.length * 2 + moreChars)
  return said !== null && said.toLowerCase().startsWith(alternative.toLowerCase())
}
