import { lowerRomanSigns, writeAdditive } from '../additive-number'
import { attributeOf, isElement, type MarkupElement } from './tree'

const bullets = ['•', '◦', '▪']
/** Larger numbers are written with digits, as browsers do. */
const maxRoman = 3_999

/** The markers of a list's items, by its rules of counting; null where an item is shown without one. */
export function listMarkers(list: MarkupElement, depth: number): ReadonlyMap<MarkupElement, string | null> {
  const items = list.children.filter(
    (child): child is MarkupElement => isElement(child) && child.name === 'li',
  )
  const isPlain = /list-style(?:-type)?\s*:\s*none/i.test(attributeOf(list, 'style'))
  const markers = new Map<MarkupElement, string | null>()
  if (list.name !== 'ol') {
    for (const item of items) markers.set(item, isPlain ? null : bullets[Math.min(depth, bullets.length) - 1])
    return markers
  }
  const step = list.attributes.has('reversed') ? -1 : 1
  let next = wholeNumber(list, 'start') ?? (step === -1 ? items.length : 1)
  for (const item of items) {
    const value = wholeNumber(item, 'value') ?? next
    const type = attributeOf(item, 'type') || attributeOf(list, 'type') || listStyle(list)
    markers.set(item, isPlain ? null : `${writeNumber(value, type)}.`)
    next = value + step
  }
  return markers
}

function wholeNumber(element: MarkupElement, name: string): number | null {
  const written = attributeOf(element, name)
  return /^[+-]?\d{1,9}$/.test(written) ? Number(written) : null
}

function listStyle(list: MarkupElement): string {
  const style = /list-style(?:-type)?\s*:\s*([a-z-]+)/i.exec(attributeOf(list, 'style'))?.[1].toLowerCase()
  switch (style) {
    case 'lower-alpha':
    case 'lower-latin':
      return 'a'
    case 'upper-alpha':
    case 'upper-latin':
      return 'A'
    case 'lower-roman':
      return 'i'
    case 'upper-roman':
      return 'I'
    default:
      return '1'
  }
}

function writeNumber(value: number, type: string): string {
  switch (type) {
    case 'a':
      return letters(value)
    case 'A':
      return letters(value).toUpperCase()
    case 'i':
      return writeAdditive(value, lowerRomanSigns, maxRoman)
    case 'I':
      return writeAdditive(value, lowerRomanSigns, maxRoman).toUpperCase()
    default:
      return String(value)
  }
}

function letters(value: number): string {
  if (value < 1) return String(value)
  let text = ''
  for (let rest = value; rest > 0; rest = Math.floor((rest - 1) / 26))
    text = String.fromCharCode(97 + ((rest - 1) % 26)) + text
  return text
}
