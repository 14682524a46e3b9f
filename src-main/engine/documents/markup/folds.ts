import { countText, isElement, nodesOf, type MarkupElement } from './tree'

/** Whether an element holds what is folded away until somebody asks for it: a `<details>` that is closed. */
export type IsFold = (element: MarkupElement) => boolean

/** Whether what is folded away is what a file was opened for: a list of questions, each with its answer under it. */
export function isTheText(foldedChars: number, chars: number): boolean {
  return foldedChars * 2 > chars
}

/** Judges what is folded away in a whole file. */
export function judgeFolds(root: MarkupElement): IsFold {
  let folded = 0
  // What is folded inside of something folded is counted with that.
  let endChar = -1
  for (const node of nodesOf(root)) {
    if (!isElement(node) || !isClosedFold(node) || node.startChar < endChar) continue
    endChar = node.endChar
    for (const child of node.children) if (!isSummary(child)) folded += countText(child)
  }
  return isTheText(folded, countText(root)) ? () => false : isClosedFold
}

/** What is seen of a fold. */
export function isSummary(node: MarkupElement['children'][number] | undefined): boolean {
  return node !== undefined && isElement(node) && node.name === 'summary'
}

export function isClosedFold({ name, attributes }: MarkupElement): boolean {
  return name === 'details' && !attributes.has('open')
}
