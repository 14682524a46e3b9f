import { isElement, nodesOf, type MarkupElement } from '../../documents/markup/tree'

/** What no id in a file begins with: ids made of it and a number are new. */
export function freePrefix(root: MarkupElement, wanted: string): string {
  const ids = new Set<string>()
  for (const node of nodesOf(root)) {
    if (!isElement(node)) continue
    for (const name of ['id', 'xml:id', 'name']) ids.add(node.attributes.get(name) ?? '')
  }
  const isTaken = (prefix: string): boolean => {
    for (const id of ids) if (id.startsWith(prefix)) return true
    return false
  }
  let prefix = wanted
  for (let number = 1; isTaken(prefix); number += 1) prefix = `${wanted}${'-'.repeat(number)}`
  return prefix
}
