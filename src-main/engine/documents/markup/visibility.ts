import { scriptElements, unseenElements } from './elements'
import { classesOf } from './semantics'
import { inlineStyle, type ShownStyle } from './style-rules'
import { findElement, isElement, type MarkupElement } from './tree'

/** Why an element's text is in no block. */
export type HiddenBy = 'script' | 'hidden'

/** Classes by which pages keep text for programs that read the screen, out of the eye's sight. */
const unseenClass =
  /^(?:sr-only|visually-?hidden|screen-reader(?:-text|-only)?|screenreader(?:-text|-only)?|u-visually-?hidden|a11y-hidden|assistive-text|offscreen|cite-accessibility-label|mw-empty-elt)$/i

/**
 * Whether an element is out of sight.
 * @param style what style sheets and its attribute say
 */
export function hiddenBy(
  element: MarkupElement,
  parent: MarkupElement | undefined,
  style: ShownStyle,
): HiddenBy | null {
  if (scriptElements.has(element.name)) return 'script'
  if (unseenElements.has(element.name)) return 'hidden'
  // A formula that is there twice, as markup and as a picture of itself, is read from its markup.
  if (holdsFormula(element)) return null
  if (
    element.attributes.get('aria-hidden') === 'true' &&
    parent !== undefined &&
    isBesideFormula(element, parent)
  )
    return 'hidden'
  if (element.attributes.has('hidden') || (element.name === 'dialog' && !element.attributes.has('open')))
    return 'hidden'
  if (style.display === 'none' || style.visibility === 'hidden' || style.visibility === 'collapse')
    return 'hidden'
  return element.attributes.has('class') && classesOf(element).some((name) => unseenClass.test(name))
    ? 'hidden'
    : null
}

/** An element's own style above what style sheets give it. */
export function styleOf(element: MarkupElement, sheets: ShownStyle): ShownStyle {
  return element.attributes.has('style') ? { ...sheets, ...inlineStyle(element) } : sheets
}

function holdsFormula(element: MarkupElement): boolean {
  return (
    element.name === 'math' ||
    (element.children.length <= 2 &&
      element.children.some((child) => isElement(child) && child.name === 'math') &&
      element.name === 'span')
  )
}

function isBesideFormula(element: MarkupElement, parent: MarkupElement): boolean {
  if (parent.children.length > 4 || findElement(element, ({ name }) => name === 'math') !== null) return false
  return findElement(parent, ({ name }) => name === 'math') !== null
}
