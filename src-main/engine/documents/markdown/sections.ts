import { matchesOf } from '../../text/matches'

/** A run of top-level blocks, with what it refers to elsewhere appended to what is parsed. */
export interface MarkdownSection {
  /** Where it begins in the text that was split. */
  readonly startChar: number
  readonly endChar: number
  /** The section, then the definitions it needs. */
  readonly markdown: string
  /** Where the appended definitions stand in `markdown`, and where they come from. */
  readonly borrowed: readonly { readonly at: number; readonly startChar: number; readonly length: number }[]
}

/** A section ends at the first place after this that is safe: its text is on the screen before the rest is parsed. */
const sectionChars = 16_000
/** Without a safe place for this long, a section ends at any line's end that is not inside code, raw HTML or a formula. */
const maxSectionChars = 48_000
/** A definition with its continuation lines; a longer note stays where it is. */
const maxDefinitionChars = 8_000
/** All definitions that one section is given. */
const maxBorrowedChars = 65_536

/** Backticks that are closed on their own line are a code span. */
const fence = /^ {0,3}(`{3,}(?!.*`)|~{3,}|\${2,})/
/** Raw HTML that goes on over blank lines, and what ends it. */
const longHtml: readonly (readonly [RegExp, RegExp])[] = [
  [/^ {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
]
/** A line that ends every list and quotation before it, when a blank one precedes it. */
const freshLine = /^(?:#{1,6}[ \t]|[\p{L}\p{N}*_`[!“"'(<|>])/u
const definition = /^ {0,3}\[((?:[^[\]\\\n]|\\.){1,200})\]:[ \t]*(?=\S)/
const label = /\[((?:[^[\]\\\n]|\\.){1,200})\]/g

/** Splits Markdown where no block goes on; together the sections are the text. */
export function* sectionsOf(body: string): Generator<MarkdownSection> {
  const definitions = body.length > sectionChars * 2 ? collectDefinitions(body) : new Map<string, Range>()
  for (const range of sectionRanges(body)) yield withDefinitions(body, range, definitions)
}

interface Range {
  readonly startChar: number
  readonly endChar: number
}

/** Where the sections of Markdown stand. */
export function* sectionRanges(body: string): Generator<Range> {
  for (let startChar = 0; startChar < body.length;) {
    const endChar = nextBorder(body, startChar)
    yield { startChar, endChar }
    startChar = endChar
  }
}

function nextBorder(body: string, startChar: number): number {
  if (body.length - startChar <= sectionChars * 2) return body.length
  let openFence: string | null = null
  let htmlEnd: RegExp | null = null
  let wasBlank = false
  for (let lineStart = startChar; lineStart < body.length;) {
    const found = body.indexOf('\n', lineStart)
    const lineEnd = found === -1 ? body.length : found
    const line = body.slice(lineStart, lineEnd)
    if (openFence !== null) {
      const closing = fence.exec(line)?.[1]
      if (closing?.startsWith(openFence) && line.trim() === closing) openFence = null
    } else if (htmlEnd !== null) {
      if (htmlEnd.test(line)) htmlEnd = null
    } else {
      const chars = lineStart - startChar
      if (chars >= maxSectionChars) return lineStart
      if (wasBlank && chars >= sectionChars && freshLine.test(line)) return lineStart
      openFence = fence.exec(line)?.[1] ?? null
      // A formula on one line ends on it.
      if (openFence?.startsWith('$') && line.trimEnd().endsWith('$$') && line.trim() !== openFence)
        openFence = null
      const long = longHtml.find(([start]) => start.test(line))
      if (long !== undefined && !long[1].test(line)) htmlEnd = long[1]
    }
    wasBlank = line.trim() === ''
    lineStart = lineEnd + 1
  }
  return body.length
}

/** Link targets and notes by their normalised labels, the first of each. */
function collectDefinitions(body: string): Map<string, Range> {
  const definitions = new Map<string, Range>()
  for (let lineStart = 0; lineStart < body.length;) {
    const found = body.indexOf('\n', lineStart)
    const lineEnd = found === -1 ? body.length : found
    const match = definition.exec(body.slice(lineStart, Math.min(lineEnd, lineStart + 400)))
    if (match !== null) {
      const name = normalise(match[1])
      const endChar = endOfDefinition(body, lineEnd)
      if (!definitions.has(name) && endChar - lineStart <= maxDefinitionChars)
        definitions.set(name, { startChar: lineStart, endChar })
    }
    lineStart = lineEnd + 1
  }
  return definitions
}

/** Indented lines go on with a note, or with the title of a link's target. */
function endOfDefinition(body: string, lineEnd: number): number {
  let end = lineEnd
  while (end < body.length && end - lineEnd < maxDefinitionChars) {
    const next = /^\n(?:[ \t]*\n)?(?: {4}|\t)[^\n]*/.exec(body.slice(end, end + maxDefinitionChars))
    if (next === null) break
    end += next[0].length
  }
  return end
}

function withDefinitions(
  body: string,
  { startChar, endChar }: Range,
  definitions: ReadonlyMap<string, Range>,
): MarkdownSection {
  const own = body.slice(startChar, endChar)
  const parts = [own]
  const borrowed: { at: number; startChar: number; length: number }[] = []
  let at = own.length
  const taken = new Set<string>()
  if (definitions.size > 0) {
    // Notes can refer to further ones; one level of that is followed.
    for (const match of matchesOf(label, own)) {
      const name = normalise(match[1])
      const range = definitions.get(name)
      if (range === undefined || taken.has(name) || at - own.length > maxBorrowedChars) continue
      taken.add(name)
      if (range.startChar >= startChar && range.startChar < endChar) continue
      const text = body.slice(range.startChar, range.endChar)
      parts.push('\n\n', text)
      borrowed.push({ at: at + 2, startChar: range.startChar, length: text.length })
      at += text.length + 2
    }
  }
  return { startChar, endChar, markdown: parts.join(''), borrowed }
}

function normalise(name: string): string {
  return name.replace(/\s+/g, ' ').trim().toLowerCase()
}
