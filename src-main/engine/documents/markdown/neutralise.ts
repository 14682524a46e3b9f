import { matchesOf } from '../../text/matches'

/** Characters that begin or end emphasis, links, raw tags, code and formulas. */
const delimiters = /[*_~[\]!`$<\\|&]/g
const delimiterRuns = /[[\]!<\\|&]|([*_~`$])\1*/g
/** What begins and ends code or a formula, after what may escape it. */
const spanRuns = /(\\*)(`+|\$+)/g
const setextLine = /^ {0,3}(?:=+|-+)[ \t]*$/
const containerLine = /^ {0,3}(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])/
const blockLine = /^ {0,3}(?:[-*+>#]|\d{1,9}[.)])[ \t]/
const tableLine = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\||$)/

/**
 * The parser's time grows with the square of the delimiters in a paragraph: ten thousand cost it seconds. This many
 * squared are allowed for a character, about two seconds for a million characters; a paragraph beyond is text.
 */
const squaresPerChar = 40
const minBudgetChars = 16_000
/** Paragraphs with no more are never touched: the longest real ones have some hundred. */
const harmlessRuns = 120
/** Underlined headings without a blank line between, and lines that a list or a quotation goes on in unmarked. */
const harmlessLines = 300
/** Code points for private use that stand in for delimiters while parsing. */
const firstStandIn = 0xf8d0
const lastStandIn = 0xf8ff

/** Markdown in which floods of delimiters have been made harmless, character for character. */
export interface Neutralised {
  readonly text: string
  /** Puts the characters back into a text that came out of the parser. */
  restore(text: string): string
}

/** Makes paragraphs harmless whose delimiters would cost the parser too much. */
export function neutralise(text: string): Neutralised {
  const standIns = new StandIns(text)
  const lines = neutraliseLines(text, standIns)
  const quiet = countOf(delimiterRuns, lines) <= harmlessRuns ? lines : neutraliseRuns(lines, standIns)
  return { text: quiet, restore: (shown) => standIns.restore(shown) }
}

function neutraliseRuns(text: string, standIns: StandIns): string {
  let budget = Math.max(text.length, minBudgetChars) * squaresPerChar
  return segmentsOf(text)
    .map((segment) => {
      const runs = countOf(delimiterRuns, segment)
      if (runs <= harmlessRuns) return segment
      budget -= runs * runs
      if (budget < 0) return segment.replace(delimiters, (character) => standIns.of(character))
      return neutraliseUnclosed(segment, standIns)
    })
    .join('')
}

/** For every run of backticks or dollars that nothing closes, and so is text, the parser looks to the segment's end. */
function neutraliseUnclosed(segment: string, standIns: StandIns): string {
  const runs = matchesOf(spanRuns, segment).map(({ 0: found, 1: backslashes, 2: run, index }) => {
    const endChar = index + found.length
    // A backslash takes one from a run that opens, and none from a run that closes.
    const opening = run.slice(backslashes.length % 2)
    return { run, opening, startChar: endChar - opening.length, endChar }
  })
  const closedBy: (number | undefined)[] = []
  const nextOfLength = new Map<string, number>()
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    closedBy[index] = nextOfLength.get(runs[index].opening)
    nextOfLength.set(runs[index].run, index)
  }
  const parts: string[] = []
  let done = 0
  for (let index = 0; index < runs.length; index += 1) {
    const { opening, startChar, endChar } = runs[index]
    const closing = closedBy[index]
    if (closing !== undefined) {
      index = closing
      continue
    }
    parts.push(
      segment.slice(done, startChar),
      opening.replace(delimiters, (character) => standIns.of(character)),
    )
    done = endChar
  }
  return parts.join('') + segment.slice(done)
}

/** Beyond what is harmless between two blank lines, the signs of underlined headings, lists and quotations are text. */
function neutraliseLines(text: string, standIns: StandIns): string {
  const lines = text.split('\n')
  let isChanged = false
  for (let start = 0; start < lines.length;) {
    let end = start
    while (end < lines.length && lines[end].trim() !== '') end += 1
    if (isFlood(lines, start, end)) {
      isChanged = true
      for (let line = start; line < end; line += 1)
        if (setextLine.test(lines[line]) || containerLine.test(lines[line]))
          lines[line] = lines[line].replace(/[=>*+.)-]/g, (character) => standIns.of(character))
    }
    start = end + 1
  }
  return isChanged ? lines.join('\n') : text
}

function isFlood(lines: readonly string[], start: number, end: number): boolean {
  if (end - start <= harmlessLines) return false
  let underlined = 0
  let unmarked = 0
  let isInside = false
  for (let index = start; index < end; index += 1) {
    if (setextLine.test(lines[index])) underlined += 1
    if (containerLine.test(lines[index])) isInside = true
    else if (isInside && /^\S/.test(lines[index])) unmarked += 1
  }
  return underlined > harmlessLines || unmarked > harmlessLines
}

/** Characters that stand in for others. */
class StandIns {
  private readonly byOriginal = new Map<string, string>()
  private readonly originals = new Map<string, string>()

  constructor(private readonly text: string) {}

  of(original: string): string {
    const known = this.byOriginal.get(original)
    if (known !== undefined) return known
    const standIn = this.free()
    this.byOriginal.set(original, standIn)
    if (standIn !== ' ') this.originals.set(standIn, original)
    return standIn
  }

  restore(shown: string): string {
    if (this.originals.size === 0) return shown
    return shown.replace(/[\uf8d0-\uf8ff]/g, (standIn) => this.originals.get(standIn) ?? standIn)
  }

  private free(): string {
    for (let code = firstStandIn; code <= lastStandIn; code += 1) {
      const character = String.fromCharCode(code)
      if (!this.originals.has(character) && !this.text.includes(character)) return character
    }
    // A text that uses them all is data; a space keeps its length.
    return ' '
  }
}

/** Stretches whose delimiters can meet: from blank line to blank line, or from one item, row or heading to the next. */
function segmentsOf(text: string): string[] {
  const segments: string[] = []
  let start = 0
  let isTable = false
  for (let lineStart = 0; lineStart < text.length;) {
    const lineEnd = text.indexOf('\n', lineStart)
    const next = lineEnd === -1 ? text.length : lineEnd + 1
    const line = text.slice(lineStart, Math.min(next, lineStart + 400))
    const isBlank = line.trim() === ''
    if (isBlank) isTable = false
    else if (tableLine.test(line) && line.includes('|')) isTable = true
    if (lineStart > start && (isBlank || isTable || blockLine.test(line))) {
      segments.push(text.slice(start, lineStart))
      start = lineStart
    }
    lineStart = next
  }
  segments.push(text.slice(start))
  return segments
}

function countOf(pattern: RegExp, text: string): number {
  let count = 0
  pattern.lastIndex = 0
  while (pattern.exec(text) !== null) count += 1
  return count
}
