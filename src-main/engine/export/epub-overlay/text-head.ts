import { findElement, type MarkupElement } from '../../documents/markup/tree'
import { escapeXml, type XmlEdits } from './xml-source'

/** Names a style sheet in the head of a text, behind all others. */
export function linkStyle(xml: XmlEdits, root: MarkupElement, reference: string): void {
  const head = findElement(root, ({ name }) => name === 'head')
  if (head === null) return
  const name = `${xml.prefixOf(root)}link`
  xml.append(head, `<${name} rel="stylesheet" type="text/css" href="${escapeXml(reference)}"/>`)
}
