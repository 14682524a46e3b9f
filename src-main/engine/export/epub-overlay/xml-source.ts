import type { MarkupElement } from '../../documents/markup/tree'
import type { TextEdits } from './text-edits'

/** An attribute as it is written: from the white space before it to behind its value. */
interface WrittenAttribute {
  readonly name: string
  readonly startChar: number
  readonly endChar: number
}

/** An opening tag as it is written. */
export interface WrittenTag {
  /** With its prefix. */
  readonly name: string
  /** Behind the name, where an attribute can be put. */
  readonly nameEndChar: number
  readonly attributes: readonly WrittenAttribute[]
  /** Behind the tag. */
  readonly endChar: number
  readonly isEmpty: boolean
}

const nameHere = /<([^\s/>]+)/y
const attributeHere = /\s+([^\s=/>"']+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?/y
const endHere = /\s*(\/?)>/y

/** Reads an element's opening tag again. @returns null where it has none: a repair put it in */
export function writtenTag(source: string, { name, startChar }: MarkupElement): WrittenTag | null {
  const named = matchAt(nameHere, source, startChar)
  if (named?.[1].slice(named[1].indexOf(':') + 1).toLowerCase() !== name) return null
  const nameEndChar = startChar + named[0].length
  const attributes: WrittenAttribute[] = []
  let at = nameEndChar
  for (
    let next = matchAt(attributeHere, source, at);
    next !== null;
    next = matchAt(attributeHere, source, at)
  ) {
    attributes.push({ name: next[1].toLowerCase(), startChar: at, endChar: at + next[0].length })
    at += next[0].length
  }
  const end = matchAt(endHere, source, at)
  if (end === null) return null
  return { name: named[1], nameEndChar, attributes, endChar: at + end[0].length, isEmpty: end[1] === '/' }
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(source)
}

/** Changes of an XML file that leave all else in it as it is written. */
export class XmlEdits {
  constructor(
    readonly source: string,
    private readonly edits: TextEdits,
  ) {}

  /** @param value null: takes the attribute away */
  setAttribute(element: MarkupElement, name: string, value: string | null): void {
    const tag = writtenTag(this.source, element)
    if (tag === null) return
    const old = tag.attributes.find((attribute) => attribute.name === name.toLowerCase())
    const written = value === null ? '' : ` ${name}="${escapeXml(value)}"`
    if (old !== undefined) this.edits.replace(old.startChar, old.endChar, written)
    else if (value !== null) this.edits.insert(tag.nameEndChar, written)
  }

  /** With the white space before it. */
  remove({ startChar, endChar }: MarkupElement): void {
    let start = startChar
    while (start > 0 && /\s/.test(this.source[start - 1])) start -= 1
    this.edits.replace(start, endChar, '')
  }

  /** Puts markup behind all that an element holds. */
  append(element: MarkupElement, markup: string): void {
    const tag = writtenTag(this.source, element)
    if (tag === null || markup === '') return
    if (!tag.isEmpty) return this.edits.insert(this.source.lastIndexOf('</', element.endChar - 1), markup)
    const open = this.source.slice(element.startChar, tag.endChar).replace(/\s*\/>$/, '>')
    this.edits.replace(element.startChar, element.endChar, `${open}${markup}</${tag.name}>`)
  }

  /** Puts markup before all that an element holds. */
  prepend(element: MarkupElement, markup: string): void {
    const tag = writtenTag(this.source, element)
    if (tag !== null && !tag.isEmpty) this.edits.insert(tag.endChar, markup)
    else this.append(element, markup)
  }

  /** The prefix of an element's name as it is written, with its colon. */
  prefixOf(element: MarkupElement): string {
    const name = writtenTag(this.source, element)?.name ?? ''
    return name.slice(0, name.indexOf(':') + 1)
  }
}

/** Text for an element or an attribute. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
