import type { WordElement } from './word-xml'

/** The first child of that name. */
export function childOf(element: WordElement | undefined, name: string): WordElement | undefined {
  if (element === undefined) return undefined
  for (const child of element.children) if (typeof child !== 'string' && child.name === name) return child
  return undefined
}

/** All children of that name; of any, without one. */
export function childrenOf(element: WordElement | undefined, name?: string): WordElement[] {
  const found: WordElement[] = []
  for (const child of element?.children ?? [])
    if (typeof child !== 'string' && (name === undefined || child.name === name)) found.push(child)
  return found
}

/** What a child's `w:val` says. */
export function valueOf(element: WordElement | undefined, name: string): string | undefined {
  return childOf(element, name)?.attributes.get('w:val')
}

/** A property that is on when it is there and does not say otherwise (ST_OnOff); undefined where it is not. */
export function switchOf(element: WordElement | undefined, name: string): boolean | undefined {
  const property = childOf(element, name)
  return property === undefined ? undefined : isSwitchedOn(property)
}

/** Whether a property that is there says yes: without a value it does. */
export function isSwitchedOn({ attributes }: WordElement): boolean {
  const value = attributes.get('w:val')
  return value === undefined || isOn(value)
}

/** Whether an ST_OnOff says yes. */
export function isOn(value: string): boolean {
  return !/^(?:0|false|off|none)$/i.test(value.trim())
}

/** A whole number within bounds; undefined for anything else. */
export function numberWithin(value: string | undefined, least: number, most: number): number | undefined {
  if (value === undefined || !/^\s*-?\d{1,10}\s*$/.test(value)) return undefined
  const number = Number(value)
  return number < least || number > most ? undefined : number
}

/** All text directly in an element. */
export function ownText(element: WordElement | undefined): string {
  let text = ''
  for (const child of element?.children ?? []) if (typeof child === 'string') text += child
  return text
}

/** Everything below an element in the order of the document, itself first; `into` says where to look further. */
export function* descendantsOf(
  element: WordElement,
  into: (element: WordElement) => boolean = () => true,
): Generator<WordElement, void, undefined> {
  const waiting = [element]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next
    if (!into(next)) continue
    for (let index = next.children.length - 1; index >= 0; index -= 1) {
      const child = next.children[index]
      if (typeof child !== 'string') waiting.push(child)
    }
  }
}

/** Characters of text (not of field instructions) anywhere in an element. */
export function textCharsIn(element: WordElement): number {
  let chars = 0
  for (const { name, children } of descendantsOf(element))
    if (name === 'w:t' || name === 'w:delText' || name === 'm:t')
      for (const child of children) if (typeof child === 'string') chars += child.length
  return chars
}
