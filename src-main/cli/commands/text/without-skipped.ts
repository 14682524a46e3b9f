import type { Block } from '@contract/document'
import { actionFor, defaultReadingRules, subjectOfMark, type ReadingSubject } from '@contract/reading-rules'

/** A stretch that is not read, and by which rule. */
export interface LeftOut {
  readonly rule: ReadingSubject
  readonly text: string
}

/** A block's text without the stretches that rules keep from being read, and those. */
export function withoutSkipped({ text, marks }: Pick<Block, 'text' | 'marks'>): {
  text: string
  leftOut: LeftOut[]
} {
  const leftOut: LeftOut[] = []
  let kept = ''
  let from = 0
  const inOrder = [...marks].sort((a, b) => a.startChar - b.startChar)
  for (const mark of inOrder) {
    const rule = subjectOfMark(mark)
    if (rule === null || actionFor(rule, defaultReadingRules) !== 'skip') continue
    // What one rule has taken, another cannot take again.
    const startChar = Math.max(mark.startChar, from)
    if (startChar >= mark.endChar) continue
    kept = joined(kept, text.slice(from, startChar))
    leftOut.push({ rule, text: text.slice(startChar, mark.endChar) })
    from = mark.endChar
  }
  if (leftOut.length === 0) return { text, leftOut }
  return { text: joined(kept, text.slice(from)).trim(), leftOut }
}

/** Where something was taken out between two spaces, or before a stop, one space too many is left. */
function joined(before: string, after: string): string {
  if (before === '') return after.replace(/^[ \u00a0]+/, '')
  if (/[ \u00a0]$/.test(before) && /^[\s.,;:!?)\]}»”’]/.test(after))
    return before.replace(/[ \u00a0]+$/, '') + after
  return before + after
}
