import { scriptElements, unseenElements } from './elements'
import { isElement, type MarkupElement, type MarkupNode } from './tree'

/** The text under an element without what is for programs or not on the page: styles, scripts, annotations. */
export function shownTextOf(root: MarkupElement): string {
  const parts: string[] = []
  const waiting: MarkupNode[] = [...root.children].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isElement(node)) parts.push(node.text)
    else if (!isUnshown(node))
      for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index])
  }
  return parts.join('')
}

/** Whether nothing in an element is ever shown, by its name or because it is hidden. */
export function isUnshown({ name, attributes }: MarkupElement): boolean {
  return scriptElements.has(name) || unseenElements.has(name) || attributes.has('hidden')
}
