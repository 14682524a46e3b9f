import { attributeOf, isElement, nodesOf, type MarkupElement } from '../../documents/markup/tree'

/** What a text has in it that players have to know of, in the words of the package. */
export function contentProperties(root: MarkupElement): string[] {
  const found = new Set<string>()
  for (const node of nodesOf(root)) {
    if (!isElement(node)) continue
    if (node.name === 'svg') found.add('svg')
    if (node.name === 'math') found.add('mathml')
    if (node.name === 'form' || isScripted(node)) found.add('scripted')
    if (/^https?:/i.test(attributeOf(node, 'src'))) found.add('remote-resources')
  }
  return [...found]
}

function isScripted({ name, attributes }: MarkupElement): boolean {
  return name === 'script' || [...attributes.keys()].some((attribute) => /^on[a-z]+$/.test(attribute))
}
