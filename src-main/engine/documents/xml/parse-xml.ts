import { parseFragment } from 'parse5'
import { SaxesParser } from 'saxes'
import type { FormatId } from '@contract/document'
import { AppError } from '@contract/errors'
import { maxXmlDepth, maxXmlNodes } from '@contract/limits'
import { decodeXml } from './decode-xml'
import type { XmlAttribute, XmlNode } from './xml-tree'

/** What is parsed, for what is said of it, and how. */
export interface XmlOptions {
  readonly format: FormatId
  /** Name of the file in its archive. */
  readonly part: string
  /**
   * What becomes of a file that declares entities of its own. They are never expanded: 'vanish' leaves out what refers
   * to them, 'refuse' takes the file for hostile, as nothing well-meant in its format declares any.
   */
  readonly entities: 'vanish' | 'refuse'
}

/** A parsed file. `damages` counts the places that break XML's rules, and were read as well as they could be. */
export interface ParsedXml {
  readonly root: OpenElement
  readonly damages: number
}

/** An element that may still grow. */
interface OpenElement {
  readonly name: string
  readonly uri: string
  readonly attributes: readonly XmlAttribute[]
  readonly children: XmlNode[]
}

/** A file with more of them is no XML. */
const maxDamages = 10_000
const declaration = /^\s*<\?xml\s[^>]{0,400}>/
const halfPairs = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/**
 * Parses an XML file into a tree of plain data. No document type is read, nothing outside is fetched, and no entity is
 * expanded but those of XML and HTML. Comments and processing instructions are left out; CDATA is text.
 * @throws AppError 'document/corrupt' with the reason 'xml' (no XML at all), 'nesting', 'size' or 'entities'
 */
export function parseXml(input: Uint8Array | string, options: XmlOptions): ParsedXml {
  const decoded = typeof input === 'string' ? input.replace(/^\ufeff/, '') : decodeXml(input)
  const { text, count } = repairReferences(decoded.replace(declaration, '').replace(halfPairs, '\ufffd'))
  // As a fragment: one stray end tag closes all that is open, and what follows would be refused element by element.
  const parser = new SaxesParser({ xmlns: true, fragment: true, position: false })
  parser.ENTITIES = knownEntities()
  const open: OpenElement[] = []
  const roots: OpenElement[] = []
  let nodes = 0
  let damages = count
  const refuse = (reason: string, cause?: unknown): never => {
    throw new AppError(
      'document/corrupt',
      `${JSON.stringify(options.part)} is damaged or unsafe XML: ${reason}`,
      {
        details: { format: options.format, reason, part: options.part },
        cause,
      },
    )
  }
  const add = (node: XmlNode): void => {
    if (++nodes > maxXmlNodes) refuse('size')
    // What follows a root that was closed too early belongs to it all the same.
    const parent = open.at(-1) ?? roots.at(0)
    parent?.children.push(node)
  }
  const addText = (found: string): void => {
    if (found !== '' && (open.length > 0 || found.trim() !== '')) add(found)
  }
  parser.on('error', (error) => {
    if (++damages > maxDamages) refuse('xml', error)
  })
  parser.on('doctype', (doctype) => {
    // To the parser, a fragment may have none; a file may.
    damages--
    if (options.entities === 'refuse' && doctype.includes('<!ENTITY')) refuse('entities')
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length >= maxXmlDepth) refuse('nesting')
    const kept: XmlAttribute[] = []
    for (const attribute of Object.values(attributes))
      if (attribute.prefix !== 'xmlns' && attribute.name !== 'xmlns')
        kept.push({ name: attribute.local, uri: attribute.uri, value: attribute.value })
    nodes += kept.length
    const element: OpenElement = { name: local, uri, attributes: kept, children: [] }
    if (roots.length === 0) roots.push(element)
    else add(element)
    open.push(element)
  })
  parser.on('closetag', () => open.pop())
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(text).close()
  return { root: roots.at(0) ?? refuse('xml'), damages }
}

const cdataStart = '<![CDATA['
const cdataEnd = ']]>'
const numericReference = /&#(?:(\d{1,8})|x([\da-fA-F]{1,8}));/g
const bareAmpersand = /&(?!(?:#\d{1,8}|#x[\da-fA-F]{1,8}|[A-Za-z_:][\w.:-]{0,63});)/g

/**
 * "R & D" is the commonest damage of all; the parser would take all that follows for the name of an entity. References
 * to what is no character go as well.
 */
function repairReferences(xml: string): { text: string; count: number } {
  let text = ''
  let count = 0
  const repair = (outside: string): string =>
    outside
      .replace(bareAmpersand, () => {
        count++
        return '&amp;'
      })
      .replace(numericReference, (written, decimal: string | undefined, hex: string) => {
        const code = decimal === undefined ? parseInt(hex, 16) : Number(decimal)
        if (isCharacter(code)) return written
        count++
        return ''
      })
  for (let from = 0; ;) {
    const start = xml.indexOf(cdataStart, from)
    const end = start === -1 ? -1 : xml.indexOf(cdataEnd, start)
    if (end === -1) return { text: text + repair(xml.slice(from)), count }
    text += repair(xml.slice(from, start)) + xml.slice(start, end + cdataEnd.length)
    from = end + cdataEnd.length
  }
}

function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd
  return code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff && code <= 0x10ffff)
}

/** XML's own entities, HTML's, which many a book uses without declaring them, and nothing for any other. */
function knownEntities(): Record<string, string> {
  return new Proxy<Record<string, string>>(
    {},
    {
      get: (_, name) => (typeof name === 'string' && /^[A-Za-z]\w{0,31}$/.test(name) ? htmlEntity(name) : ''),
    },
  )
}

function htmlEntity(name: string): string {
  const [node] = parseFragment(`&${name};`).childNodes
  // An unknown one stays as it is written, or all of it but a known beginning does.
  return 'value' in node && (node.value === ';' || !node.value.endsWith(';')) ? node.value : ''
}
