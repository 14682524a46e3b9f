/** Characters that begin or end emphasis, links, raw tags, code and formulas. */
const delimiters = /[*_~[\]!`$<\\|&]/g
const delimiterRuns = /([*_~[\]!`$<\\|&])\1*/g
const setextLine = /^ {0,3}(?:=+|-+)[ \t]*$/
const blockLine = /^ {0,3}(?:[-*+>#]|\d{1,9}[.)])[ \t]/
const tableLine = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\||$)/

/**
 * The parser's time grows with the square of the delimiters in a paragraph: ten thousand cost it seconds. This many
 * squared are allowed for a character, about two seconds for a million characters; a paragraph beyond is text.
 */
const squaresPerChar = 40
/** Paragraphs with no more are never touched: the longest real ones have some hundred. */
const harmlessRuns = 120
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
  const untouched = { text, restore: (shown: string) => shown }
  if (countOf(delimiterRuns, text) <= harmlessRuns && !/\n {0,3}[=-]+[ \t]*\n[^\n]+\n {0,3}[=-]/.test(text))
    return untouched
  let budget = Math.max(text.length, 16_000) * squaresPerChar
  const standIns = new Map<string, string>()
  const standInFor = (character: string): string => {
    const known = standIns.get(character)
    if (known !== undefined) return known
    const standIn = freeCharacter(text, standIns)
    standIns.set(character, standIn)
    return standIn
  }
  const parts = segmentsOf(text).map((segment) => {
    const runs =
      countOf(delimiterRuns, segment) + segment.split('\n').filter((line) => setextLine.test(line)).length * 3
    if (runs <= harmlessRuns) return segment
    budget -= runs * runs
    if (budget >= 0) return segment
    return segment
      .split('\n')
      .map((line) => (setextLine.test(line) ? line.replace(/[=-]/g, standInFor) : line))
      .join('\n')
      .replace(delimiters, standInFor)
  })
  if (standIns.size === 0) return untouched
  const originals = new Map([...standIns].map(([original, standIn]) => [standIn, original]))
  return {
    text: parts.join(''),
    restore: (shown) => shown.replace(/[\uf8d0-\uf8ff]/g, (standIn) => originals.get(standIn) ?? standIn),
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

function freeCharacter(text: string, taken: ReadonlyMap<string, string>): string {
  const used = new Set(taken.values())
  for (let code = firstStandIn; code <= lastStandIn; code += 1) {
    const character = String.fromCharCode(code)
    if (!used.has(character) && !text.includes(character)) return character
  }
  // A text that uses them all is data; a space keeps its length.
  return ' '
}

function countOf(pattern: RegExp, text: string): number {
  let count = 0
  pattern.lastIndex = 0
  while (pattern.exec(text) !== null) count += 1
  return count
}
