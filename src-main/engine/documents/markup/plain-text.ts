import { matchesOf } from '../../text/matches'
import { hasClass } from './semantics'
import { findElement, isElement, textOf, type MarkupElement, type MarkupNode } from './tree'

const codeClass =
  /^(?:code|source-?code|highlight|prettyprint|brush|lang(?:uage)?-|hljs|terminal|console|wp-block-code)/i
/** A text this short may be a command as well as a sentence. */
const minProseChars = 200
/** Text is looked at as far as this. */
const sampleChars = 20_000
/** In prose so much is letters and white space; in programs and tables of figures it is not. */
const minLetterShare = 0.9
const sentenceEnd = /\p{L}[.!?]["'”’)]?\s/u
const blankLine = /\n[ \t]*\n\s*/g

/** Whether preformatted text is prose that somebody wrapped by hand, as in a letter or an old book, and no program. */
export function isPlainProse(pre: MarkupElement): boolean {
  if (
    hasClass(pre, codeClass) ||
    findElement(pre, ({ name }) => /^(?:code|kbd|samp|table)$/.test(name)) !== null
  )
    return false
  const text = textOf(pre).slice(0, sampleChars)
  if (text.length < minProseChars || !sentenceEnd.test(text)) return false
  const others = text.replace(/[\p{L}\p{M}\s]+/gu, '').length
  return others <= text.length * (1 - minLetterShare)
}

/** A text cut where lines are empty, each with the range it stands in. */
export function splitAtBlankLines(node: MarkupNode): MarkupNode[] {
  if (isElement(node) || node.text.length !== node.endChar - node.startChar) return [node]
  const parts: MarkupNode[] = []
  let from = 0
  const add = (end: number): void => {
    if (end > from)
      parts.push({
        text: node.text.slice(from, end),
        startChar: node.startChar + from,
        endChar: node.startChar + end,
      })
    from = end
  }
  for (const { index, 0: lines } of matchesOf(blankLine, node.text)) add(index + lines.length)
  add(node.text.length)
  return parts
}
