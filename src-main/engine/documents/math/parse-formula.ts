import { decodeNamedCharacterReference } from 'decode-named-character-reference'
import { SaxesParser } from 'saxes'
import { maxFormulaChars, maxFormulaDepth, type FormulaElement, type FormulaNode } from './formula-tree'

interface Opened {
  name: string
  attributes: Record<string, string>
  children: FormulaNode[]
}

/** An element as other parsers of this program give it. */
export interface XmlSource {
  /** Without a prefix. */
  readonly name: string
  readonly attributes: readonly { readonly name: string; readonly value: string }[]
  readonly children: readonly (XmlSource | string)[]
}

/** Names of characters that XML itself does not know; those that it does are left to its parser. */
const namedCharacter = /&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});/g

/**
 * Reads a formula's markup. Prefixes need not be declared, and names of characters (`&alpha;`) are known as in HTML;
 * nothing a document type declares is.
 * @returns null for what is no XML, or longer or deeper than a formula is
 */
export function parseFormula(xml: string): FormulaElement | null {
  if (xml.length > maxFormulaChars || xml.includes('<!DOCTYPE')) return null
  const parser = new SaxesParser({ xmlns: false })
  const open: Opened[] = []
  let root: FormulaElement | null = null
  let isBroken = false
  parser.on('error', () => {
    isBroken = true
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length >= maxFormulaDepth) isBroken = true
    if (!isBroken) open.push({ name: localName(name), attributes: withoutPrefixes(attributes), children: [] })
  })
  const addText = (text: string): void => {
    open.at(-1)?.children.push(text)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    if (isBroken) return
    const closed = open.pop()
    const parent = open.at(-1)
    if (parent && closed) parent.children.push(closed)
    else root = closed ?? null
  })
  parser.write(xml.replace(namedCharacter, (reference, name: string) => inXml(name) ?? reference)).close()
  return isBroken ? null : root
}

/** Takes over what is parsed already. @returns null for what is longer or deeper than a formula is */
export function takeFormula(source: XmlSource): FormulaElement | null {
  let chars = 0
  const taken = ({ name, attributes, children }: XmlSource, depth: number): FormulaElement | null => {
    chars += name.length
    const parts: FormulaNode[] = []
    for (const child of children) {
      if (typeof child === 'string') chars += child.length
      if (chars > maxFormulaChars || depth > maxFormulaDepth) return null
      const part = typeof child === 'string' ? child : taken(child, depth + 1)
      if (part === null) return null
      parts.push(part)
    }
    const values = Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute.value]))
    return { name, attributes: values, children: parts }
  }
  return taken(source, 1)
}

function inXml(name: string): string | null {
  const characters = decodeNamedCharacterReference(name)
  if (characters === false) return null
  return Array.from(characters, (char) => `&#${char.codePointAt(0)};`).join('')
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function withoutPrefixes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [localName(name), value]))
}
