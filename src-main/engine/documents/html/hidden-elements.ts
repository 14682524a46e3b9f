import { readStyleSheets } from '../markup/style-rules'
import { judgeVisibility, styleOf } from '../markup/visibility'
import { isElement, nodesOf, textOf, type MarkupElement, type MarkupNode } from '../markup/tree'

/** Which elements of a page are out of sight, each with all that is in it. */
export function hiddenElements(root: MarkupElement): (element: MarkupElement) => boolean {
  const sheets: string[] = []
  for (const node of nodesOf(root)) if (isElement(node) && node.name === 'style') sheets.push(textOf(node))
  const sheetStyle = readStyleSheets(sheets)
  const hiddenBy = judgeVisibility(root)
  const hidden = new Set<MarkupElement>()
  const path: { node: MarkupElement; next: number }[] = [{ node: root, next: 0 }]
  const ancestors: MarkupElement[] = [root]
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const child = top.node.children[top.next++] as MarkupNode | undefined
    if (child === undefined) {
      path.pop()
      ancestors.pop()
    } else if (isElement(child)) {
      const isWhole = child.name === 'body' || child.name === 'head'
      const style = styleOf(child, sheetStyle(child, ancestors))
      if (!isWhole && hiddenBy(child, top.node, style) !== null) hidden.add(child)
      else {
        path.push({ node: child, next: 0 })
        ancestors.push(child)
      }
    }
  }
  return (element) => hidden.has(element)
}
