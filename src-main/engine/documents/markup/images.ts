import { maskControls } from '../mask-controls'
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
