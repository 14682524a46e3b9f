import type { FormulaNode } from './formula-tree'

const special = /[&<>"]/g
const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Writes a formula as XML, without prefixes. */
export function writeMathMl(node: FormulaNode): string {
  if (typeof node === 'string') return escaped(node)
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`)
  return `<${node.name}${attributes.join('')}>${node.children.map(writeMathMl).join('')}</${node.name}>`
}

function escaped(text: string): string {
  return text.replace(special, (char) => references[char]!)
}
