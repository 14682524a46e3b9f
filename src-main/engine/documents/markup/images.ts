import { maskControls } from '../mask-controls'
import type { LinkedPicture } from '../picture-block'
import { semanticsOf } from './semantics'
import { shownTextOf } from './shown-text'
import { attributeOf, findElement, isElement, nodesOf, type MarkupElement } from './tree'

/** What programs put in place of a description. */
const fileName =
  /^\S{0,200}\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?|avif)$|^(?:image|img|picture|photo|graphic|dsc|fig)[-_ ]?\d{0,6}$/i
/** Longer ones are kept to this: a picture's description is a sentence or a few. */
const maxAlternativeChars = 5_000

/** What stands for a picture: its alternative text, else its title. Empty for a picture that only decorates. */
export function alternativeOf(image: MarkupElement): string {
  const written = image.attributes.get('alt')
  const text = clean(written ?? image.attributes.get('aria-label') ?? image.attributes.get('title') ?? '')
  return fileName.test(text) ? '' : text
}

/** Whether a picture is said to be there for the eye alone. */
export function isDecoration(image: MarkupElement): boolean {
  const says = semanticsOf(image)
  if (says.has('presentation') || says.has('none') || attributeOf(image, 'aria-hidden') === 'true')
    return true
  return (
    image.name === 'img' &&
    image.attributes.has('alt') &&
    attributeOf(image, 'alt') === '' &&
    titleOf(image) === ''
  )
}

/**
 * Where the picture of an `img`, or of a drawing that only holds one, lies, and how it is set; null for one that names
 * none.
 */
export function linkedPictureOf(image: MarkupElement): LinkedPicture | null {
  const source = image.attributes.get('src') ?? pictureInside(image)
  if (source === undefined) return null
  // The units of a drawing are its own.
  const size = (name: 'width' | 'height'): number | null =>
    image.name === 'img' ? setSize(image, name) : null
  const widthPixels = size('width')
  const heightPixels = size('height')
  const label = titleOf(image)
  return {
    source,
    ...(widthPixels === null ? {} : { widthPixels }),
    ...(heightPixels === null ? {} : { heightPixels }),
    ...(isDecoration(image) ? { isDecorative: true } : label === '' ? {} : { label }),
  }
}

function titleOf(image: MarkupElement): string {
  const text = clean(attributeOf(image, 'aria-label') || attributeOf(image, 'title'))
  return fileName.test(text) ? '' : text
}

function pictureInside(drawing: MarkupElement): string | undefined {
  const image = findElement(drawing, ({ name }) => name === 'image')
  return image?.attributes.get('xlink:href') ?? image?.attributes.get('href')
}

const attributePixels = /^(\d{1,5}(?:\.\d{1,5})?)(?:px)?$/i
const stylePixels = {
  width: /(?:^|;)\s{0,9}width\s{0,9}:\s{0,9}(\d{1,5}(?:\.\d{1,5})?)px/i,
  height: /(?:^|;)\s{0,9}height\s{0,9}:\s{0,9}(\d{1,5}(?:\.\d{1,5})?)px/i,
}
/** Longer ones are not looked at to their end. */
const maxStyleChars = 2_000

/** A side of a picture as its own style or its attribute sets it, in px; null where that is not said, or in other units. */
function setSize(image: MarkupElement, side: 'width' | 'height'): number | null {
  const style = attributeOf(image, 'style').slice(0, maxStyleChars)
  const written = stylePixels[side].exec(style)?.[1] ?? attributePixels.exec(attributeOf(image, side))?.[1]
  return written === undefined ? null : Number(written)
}

/** What stands for a drawing: its title and description, else the words in it. */
export function alternativeOfDrawing(drawing: MarkupElement): string {
  const label = clean(attributeOf(drawing, 'aria-label'))
  if (label !== '') return label
  const parts = ['title', 'desc'].map((name) => {
    const found = drawing.children.find((child) => isElement(child) && child.name === name)
    return found === undefined || !isElement(found) ? '' : clean(shownTextOf(found))
  })
  const described = parts.filter((part, index) => part !== '' && parts.indexOf(part) === index).join('. ')
  if (described !== '') return described
  const image = findElement(drawing, ({ name }) => name === 'image')
  const words: string[] = []
  for (const node of nodesOf(drawing))
    if (isElement(node) && node.name === 'text') {
      const text = clean(shownTextOf(node))
      if (text !== '') words.push(text)
    }
  return words.length > 0 ? clean(words.join(' ')) : image === null ? '' : alternativeOf(image)
}

function clean(text: string): string {
  return maskControls(text.slice(0, maxAlternativeChars)).replace(/\s+/g, ' ').trim()
}
