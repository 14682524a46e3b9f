import { decodeNamedCharacterReference } from 'decode-named-character-reference'
import { SaxesParser } from 'saxes'
import { maxFormulaChars, maxFormulaDepth, type FormulaElement, type FormulaNode } from './formula-tree'

interface Opened {
  name: string
  attributes: Record<string, string>
  children: FormulaNode[]
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
