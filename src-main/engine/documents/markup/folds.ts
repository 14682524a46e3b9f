import { countText, isElement, nodesOf, type MarkupElement } from './tree'

/** Whether an element holds what is folded away until somebody asks for it: a `<details>` that is closed. */
export type IsFold = (element: MarkupElement) => boolean

/**
 * Judges what is folded away. Where that is most of a file it is what the file was opened for: a list of questions, each
 * with its answer under it.
 * @param isStretch of a file, which says nothing of the whole
 */
export function judgeFolds(root: MarkupElement, isStretch: boolean): IsFold {
  if (isStretch) return isClosed
  let folded = 0
  // What is folded inside of something folded is counted with that.
  let endChar = -1
  for (const node of nodesOf(root)) {
    if (!isElement(node) || !isClosed(node) || node.startChar < endChar) continue
    endChar = node.endChar
    for (const child of node.children) if (!isSummary(child)) folded += countText(child)
  }
  return folded > 0 && folded * 2 <= countText(root) ? isClosed : () => false
}

/** What is seen of a fold. */
export function isSummary(node: MarkupElement['children'][number] | undefined): boolean {
  return node !== undefined && isElement(node) && node.name === 'summary'
}

function isClosed({ name, attributes }: MarkupElement): boolean {
  return name === 'details' && !attributes.has('open')
}
