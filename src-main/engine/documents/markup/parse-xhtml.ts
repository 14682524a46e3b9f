import { SaxesParser } from 'saxes'
import type { FormatId } from '@contract/document'
import { namedReferences } from './named-references'
import { parseHtml } from './parse-html'
import { corruptMarkup, maxMarkupNodes, type MarkupElement } from './tree'
import { attributeMap, flattenDepth, localName, type OpenNode } from './tree-builder'

/** A closed element as XML writes it, which HTML takes for an opened one. */
const selfClosed = /<([a-zA-Z][\w:.-]*)(?=[^<>]*\/>)/g
/** Elements that HTML as well knows to be empty. */
const voidNames = new Set(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'.split(
    ' ',
  ),
)

/** Thrown out of the parser at the first fault. */
class NotWellFormed extends Error {}

/**
 * Reads XHTML as XML; what is not well-formed is read as HTML instead. No declaration is processed: HTML's own names
 * of characters are known, others stand for nothing.
 * @param source with one kind of line end and no control characters (`maskControls`)
 * @returns the root element, whatever its name
 * @throws AppError 'document/corrupt' for markup that multiplies or nests beyond all measure
 */
export function parseXhtml(source: string, format: FormatId = 'epub'): MarkupElement {
  try {
    return parseXml(source, format)
  } catch (error) {
    if (!(error instanceof NotWellFormed)) throw error
    return parseHtml(withoutSelfClosed(source), format)
  }
}

/**
 * Reads XML that must be well-formed, or fails.
 * @throws NotWellFormed, AppError 'document/corrupt'
 */
function parseXml(source: string, format: FormatId): MarkupElement {
  const parser = new SaxesParser({ xmlns: false, position: true })
  parser.ENTITIES = { ...namedReferences(source), amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  const open: OpenNode[] = []
  let root: OpenNode | null = null
  let nodes = 0
  /** Where the last piece of markup ended: the text after it begins there. */
  let lastEnd = 0
  const countNode = (): void => {
    if (++nodes > maxMarkupNodes) throw corruptMarkup('elements', format)
  }
  const addText = (text: string, endChar: number): void => {
    const parent = open.at(-1)
    if (parent === undefined || text === '') return
    const last = parent.children.at(-1)
    if (last !== undefined && !('name' in last) && last.endChar === lastEnd) {
      last.text += text
      last.endChar = endChar
    } else {
      countNode()
      parent.children.push({ text, startChar: lastEnd, endChar })
    }
  }
  const passed = (): void => {
    lastEnd = parser.position
  }
  parser.on('error', (error) => {
    throw new NotWellFormed(error.message)
  })
  parser.on('text', (text) => {
    addText(text, textEnd(source, lastEnd, parser.position))
  })
  parser.on('cdata', (text) => {
    lastEnd = Math.max(lastEnd, parser.position - text.length - ']]>'.length)
    addText(text, parser.position - ']]>'.length)
    passed()
  })
  parser.on('comment', () => {
    // Told of before its last character.
    lastEnd = parser.position + '>'.length
  })
  parser.on('processinginstruction', passed)
  parser.on('doctype', passed)
  parser.on('opentag', ({ name, attributes }) => {
    countNode()
    const startChar = source.lastIndexOf('<', parser.position - 1)
    const node: OpenNode = {
      name: localName(name),
      attributes: attributeMap(Object.entries(attributes)),
      children: [],
      startChar: Math.max(lastEnd, startChar),
      endChar: parser.position,
    }
    const parent = open.at(-1)
    if (parent !== undefined) parent.children.push(node)
    else root ??= node
    open.push(node)
    passed()
  })
  parser.on('closetag', () => {
    const node = open.pop()
    if (node !== undefined) node.endChar = parser.position
    passed()
  })
  parser.write(source).close()
  if (root === null) throw new NotWellFormed('no element')
  return flattenDepth(root)
}

/** Where a text ends: before the "<" of the markup that follows it, of which the parser has read something already. */
function textEnd(source: string, startChar: number, position: number): number {
  const next = source.indexOf('<', startChar)
  return next === -1 || next > position ? position : next
}

/** Empty elements get names that HTML does not know, of the same length: none of them swallows what comes after it. */
function withoutSelfClosed(source: string): string {
  return source.replace(selfClosed, (written, name: string) =>
    voidNames.has(name.toLowerCase()) ? written : `<${'z'.repeat(name.length)}`,
  )
}
