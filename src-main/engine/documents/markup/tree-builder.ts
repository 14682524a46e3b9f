import { maxMarkupDepth, noAttributes, type MarkupElement } from './tree'

/** An element that is being built. */
export interface OpenNode {
  name: string
  attributes: ReadonlyMap<string, string>
  children: (OpenNode | OpenText)[]
  startChar: number
  endChar: number
}
export interface OpenText {
  text: string
  startChar: number
  endChar: number
}

/** A tag's attributes under their names in lower case; the first one of a name counts. */
export function attributeMap(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  if (pairs.length === 0) return noAttributes
  const attributes = new Map<string, string>()
  for (const [name, value] of pairs) {
    const key = name.toLowerCase()
    if (!attributes.has(key)) attributes.set(key, value)
  }
  return attributes
}

/** What word processors put among the elements of HTML: theirs are no paragraphs and no links. */
const officePrefix = /^(?:o|w|v|x|st\d):/

/** A name without its prefix, in lower case; those of a word processor's own vocabularies keep it. */
export function localName(name: string): string {
  const lower = name.toLowerCase()
  return officePrefix.test(lower) ? lower : lower.slice(lower.indexOf(':') + 1)
}

/** Makes the tree as deep as it may be: what is deeper follows its ancestor as a sibling. No recursion. */
export function flattenDepth(root: OpenNode): MarkupElement {
  const waiting: { node: OpenNode; depth: number }[] = [{ node: root, depth: 0 }]
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    const { node, depth } = entry
    if (depth >= maxMarkupDepth) {
      node.children = withoutNesting(node)
      continue
    }
    for (const child of node.children) if ('name' in child) waiting.push({ node: child, depth: depth + 1 })
  }
  return root
}

function withoutNesting(root: OpenNode): (OpenNode | OpenText)[] {
  const flat: (OpenNode | OpenText)[] = []
  const waiting: (OpenNode | OpenText)[] = [...root.children].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    flat.push(node)
    if (!('name' in node)) continue
    for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index])
    node.children = []
  }
  return flat
}
