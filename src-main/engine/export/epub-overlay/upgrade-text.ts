import { namedReferences } from '../../documents/markup/named-references'
import { attributeOf, isElement, nodesOf, type MarkupElement } from '../../documents/markup/tree'
import type { TextEdits } from './text-edits'
import { writtenTag, type WrittenTag, type XmlEdits } from './xml-source'

/** The declaration of a file's document type, with what it declares. */
export const doctype = /<!DOCTYPE(?:[^<>[]|\[[\s\S]*?\])*>/i
/** Comments and sections that hold text as it is: what looks like a reference in them is none. */
const reference = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|&([a-zA-Z]\w{0,31});/g
const known = new Set(['amp', 'lt', 'gt', 'quot', 'apos'])

/** Elements that only said how their text looks, as others with a style. */
const renamed: Readonly<Record<string, readonly [name: string, style: string]>> = {
  acronym: ['abbr', ''],
  basefont: ['span', ''],
  big: ['span', 'font-size: larger'],
  center: ['div', 'text-align: center'],
  dir: ['ul', ''],
  font: ['span', ''],
  strike: ['s', ''],
  tt: ['span', 'font-family: monospace'],
}
const length = (value: string): string => (/^\d+$/.test(value) ? `${value}px` : value)
/** Attributes that only said how something looks, as styles. */
const styles: Readonly<Record<string, (value: string) => string>> = {
  align: (value) => `text-align: ${value}`,
  background: () => '',
  bgcolor: (value) => `background-color: ${value}`,
  color: (value) => `color: ${value}`,
  face: (value) => `font-family: ${value}`,
  height: (value) => `height: ${length(value)}`,
  hspace: (value) => `margin-left: ${length(value)}; margin-right: ${length(value)}`,
  nowrap: () => 'white-space: nowrap',
  text: (value) => `color: ${value}`,
  valign: (value) => `vertical-align: ${value}`,
  vspace: (value) => `margin-top: ${length(value)}; margin-bottom: ${length(value)}`,
  width: (value) => `width: ${length(value)}`,
}
/** Attributes that are gone without a trace, or that nobody misses. */
const lost = new Set(
  'alink axis cellpadding cellspacing char charoff charset clear compact frame language link longdesc noshade profile rev rules summary version vlink xml:space'.split(
    ' ',
  ),
)
/** Elements whose size is no style. */
const sized = new Set('img svg canvas video object embed iframe input'.split(' '))

/**
 * Makes a text of EPUB 2 (XHTML 1.1) one of EPUB 3: with the document type of HTML, which declares no names of characters,
 * and without what HTML has given up, whose looks become styles.
 * @param source well-formed
 */
export function upgradeText(xml: XmlEdits, edits: TextEdits, root: MarkupElement): void {
  const { source } = xml
  const type = doctype.exec(source)
  if (type !== null && type.index < root.startChar)
    edits.replace(type.index, type.index + type[0].length, '<!DOCTYPE html>')
  const names = namedReferences(source)
  for (const match of source.slice(root.startChar).matchAll(reference)) {
    const { index, 0: written, 1: name } = match
    if (name === undefined || known.has(name)) continue
    const at = root.startChar + index
    const codes = [...(names[name] ?? '')].map((char) => `&#${char.codePointAt(0)};`)
    edits.replace(at, at + written.length, codes.join(''))
  }
  for (const node of nodesOf(root)) if (isElement(node)) upgradeElement(xml, edits, node)
}

function upgradeElement(xml: XmlEdits, edits: TextEdits, element: MarkupElement): void {
  const tag = writtenTag(xml.source, element)
  if (tag === null) return
  const { name, attributes } = element
  if (name === 'meta' && attributeOf(element, 'http-equiv').toLowerCase() === 'content-type')
    xml.setAttribute(element, 'content', 'text/html; charset=utf-8')
  const [newName, look] = (renamed[name] as (typeof renamed)[string] | undefined) ?? [name, '']
  if (newName !== name) rename(xml.source, edits, element, tag, newName)
  const looks = [look]
  for (const attribute of tag.attributes.map((written) => written.name)) {
    const value = attributes.get(attribute)?.trim() ?? ''
    if (lost.has(attribute)) xml.setAttribute(element, attribute, null)
    else if (attribute === 'name' && (name === 'a' || name === 'img' || name === 'form')) {
      xml.setAttribute(element, 'name', null)
      if (!attributes.has('id') && name === 'a' && /^\S+$/.test(value)) xml.setAttribute(element, 'id', value)
    } else if (attribute === 'border' && (name === 'img' || name === 'table' || name === 'object')) {
      xml.setAttribute(element, 'border', null)
      if (/^[1-9]\d*$/.test(value)) looks.push(`border: ${value}px solid`)
    } else if (attribute === 'type' && (name === 'ul' || name === 'li')) {
      xml.setAttribute(element, 'type', null)
      if (/^(?:disc|circle|square)$/i.test(value)) looks.push(`list-style-type: ${value.toLowerCase()}`)
    } else if (attribute === 'size' && (name === 'hr' || name === 'font'))
      xml.setAttribute(element, 'size', null)
    else if (attribute in styles && !isStill(name, attribute)) {
      xml.setAttribute(element, attribute, null)
      looks.push(styles[attribute](value))
    }
  }
  const style = [attributeOf(element, 'style').replace(/;$/, ''), ...looks].filter((part) => part !== '')
  if (looks.some((part) => part !== '')) xml.setAttribute(element, 'style', style.join('; '))
}

/** Whether an element may still have an attribute that others have lost. */
function isStill(name: string, attribute: string): boolean {
  return (
    ((attribute === 'width' || attribute === 'height') && sized.has(name)) ||
    name === 'svg' ||
    isDrawing(name)
  )
}

function isDrawing(name: string): boolean {
  return /^(?:svg|g|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|image|use|mask|pattern|filter|fe\w+|lineargradient|radialgradient|stop|symbol|foreignobject|math|m\w+)$/.test(
    name,
  )
}

function rename(source: string, edits: TextEdits, element: MarkupElement, tag: WrittenTag, to: string): void {
  const prefix = tag.name.slice(0, tag.name.indexOf(':') + 1)
  edits.replace(element.startChar + 1, tag.nameEndChar, prefix + to)
  if (tag.isEmpty) return
  const close = source.lastIndexOf('</', element.endChar - 1)
  edits.replace(close + 2, close + 2 + tag.name.length, prefix + to)
}
