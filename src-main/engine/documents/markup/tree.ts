import { AppError } from '@contract/errors'
import type { FormatId } from '@contract/document'

/** A run of text with its references decoded. */
export interface MarkupText {
  readonly text: string
  /** Range of the source that it was written in; longer than the text where it holds references. */
  readonly startChar: number
  readonly endChar: number
}

/** An element. */
export interface MarkupElement {
  /** Local name in lower case, without a prefix. */
  readonly name: string
  /** By their names in lower case, with the prefix as it is written: "epub:type", "xml:lang". */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly MarkupNode[]
  /** Range of the source from its opening tag to the end of its closing one. */
  readonly startChar: number
  readonly endChar: number
}

export type MarkupNode = MarkupText | MarkupElement

/** Deeper elements become siblings, as in browsers: nothing is lost, and whoever walks the tree may recurse. */
export const maxMarkupDepth = 400
/** Elements and texts of one file: the longest single-page specifications have half as many. */
export const maxMarkupNodes = 1_000_000

export const noAttributes: ReadonlyMap<string, string> = new Map()

export function isElement(node: MarkupNode): node is MarkupElement {
  return 'name' in node
}

/** The value of an attribute without outer white space; empty when it is absent. */
export function attributeOf(element: MarkupElement, name: string): string {
  return element.attributes.get(name)?.trim() ?? ''
}

/** Elements and texts in document order, the root itself among them. */
export function* nodesOf(root: MarkupNode): Generator<MarkupNode> {
  const waiting: MarkupNode[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node
    if (!isElement(node)) continue
    for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index])
  }
}

/** The first element of a name in document order, the root itself among them. */
export function findElement(
  root: MarkupElement,
  isWanted: (element: MarkupElement) => boolean,
): MarkupElement | null {
  for (const node of nodesOf(root)) if (isElement(node) && isWanted(node)) return node
  return null
}

/** All text under a node as it is decoded, hidden or not. */
export function textOf(root: MarkupNode): string {
  const parts: string[] = []
  for (const node of nodesOf(root)) if (!isElement(node)) parts.push(node.text)
  return parts.join('')
}

/** How many characters of decoded text are under a node. */
export function countText(root: MarkupNode): number {
  let chars = 0
  for (const node of nodesOf(root)) if (!isElement(node)) chars += node.text.length
  return chars
}

/** A file that no sensible author and no program but a hostile one writes. */
export function corruptMarkup(reason: 'nesting' | 'elements' | 'syntax', format: FormatId): AppError {
  return new AppError('document/corrupt', `The markup has too many ${reason}`, {
    details: { format, reason },
  })
}
