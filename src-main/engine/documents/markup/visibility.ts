import { blockElements, scriptElements, unseenElements } from './elements'
import { classesOf } from './semantics'
import { inlineStyle, type ShownStyle } from './style-rules'
import { findElement, isElement, nodesOf, type MarkupElement } from './tree'

/** Why an element's text is in no block. */
export type HiddenBy = 'script' | 'hidden'

/** Classes by which pages keep text for programs that read the screen, out of the eye's sight. */
const unseenClass =
  /^(?:sr-only|visually-?hidden|screen-reader(?:-text|-only)?|screenreader(?:-text|-only)?|u-visually-?hidden|a11y-hidden|assistive-text|offscreen|cite-accessibility-label|mw-empty-elt)$/i

/** Tells why an element is out of sight, by its parent and what style sheets and its attribute say; null: it is seen. */
export type Visibility = (
  element: MarkupElement,
  parent: MarkupElement | undefined,
  style: ShownStyle,
) => HiddenBy | null

/**
 * Judges what is seen of a file. What is kept from programs that read the screen is seen all the same; but where that
 * is a block of its own, and no picture, it is there twice or for decoration, unless most of the file is such: a page
 * that was saved while something lay over it.
 */
export function judgeVisibility(root: MarkupElement): Visibility {
  const isKeptFromReaders = keepsTextFromReaders(root)
  return (element, parent, style) => {
    if (scriptElements.has(element.name)) return 'script'
    if (unseenElements.has(element.name)) return 'hidden'
    // A formula that is there twice, as markup and as a picture of itself, is read from its markup.
    if (holdsFormula(element)) return null
    if (element.attributes.get('aria-hidden') === 'true' && parent !== undefined) {
      const isBeside = blockElements.has(element.name) || (element.name !== 'img' && !hasWords(element))
      if (isKeptFromReaders && isBeside) return 'hidden'
      if (isBesideFormula(element, parent)) return 'hidden'
    }
    if (element.attributes.has('hidden') || (element.name === 'dialog' && !element.attributes.has('open')))
      return 'hidden'
    if (style.display === 'none' || style.visibility === 'hidden' || style.visibility === 'collapse')
      return 'hidden'
    return element.attributes.has('class') && classesOf(element).some((name) => unseenClass.test(name))
      ? 'hidden'
      : null
  }
}

/** Whether what is marked as being for the eye alone is the smaller part of a file's text. */
function keepsTextFromReaders(root: MarkupElement): boolean {
  let all = 0
  let kept = 0
  const waiting: { node: MarkupElement; isKept: boolean }[] = [{ node: root, isKept: false }]
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop())
    for (const child of entry.node.children) {
      if (!isElement(child)) {
        const chars = child.text.trim().length
        all += chars
        if (entry.isKept) kept += chars
      } else if (!scriptElements.has(child.name)) {
        const isKept = entry.isKept || child.attributes.get('aria-hidden') === 'true'
        waiting.push({ node: child, isKept })
      }
    }
  return kept * 2 <= all
}

function hasWords(element: MarkupElement): boolean {
  for (const node of nodesOf(element)) if (!isElement(node) && /[\p{L}\p{N}]/u.test(node.text)) return true
  return false
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
