import type { Block } from '@contract/document'
import type { PlacedStretch } from '@contract/page-places'

/** Indices are raised by a third of a letter's height; the next line is farther away. */
const lineShiftEm = 0.6
/** Their lines end where the text says so. */
const unjoined = new Set<Block['kind']>(['code', 'verse'])
const letter = /^\p{L}/u
const eastAsian = /^[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/u

/**
 * How many lines of a block's text go on from one before them, and how many of those ends of lines had a hyphen that is
 * no part of a word: there the text has two letters side by side that stand on two lines.
 */
export function joinsOf(
  { kind, text }: Pick<Block, 'kind' | 'text'>,
  stretches: readonly PlacedStretch[],
): { lines: number; hyphens: number } {
  let [lines, hyphens] = [0, 0]
  if (unjoined.has(kind)) return { lines, hyphens }
  for (const [at, next] of stretches.entries()) {
    const before = stretches[at - 1]
    if (before === undefined || !isNextLine(before, next)) continue
    lines++
    const end = before.startChar + before.borders.length - 1
    const isClosed =
      end === next.startChar && letter.test(text.charAt(end - 1)) && letter.test(text.charAt(end))
    if (isClosed && !eastAsian.test(text.charAt(end))) hyphens++
  }
  return { lines, hyphens }
}

function isNextLine(before: PlacedStretch, next: PlacedStretch): boolean {
  const shift = Math.abs(next.baseline - before.baseline)
  return before.turn === next.turn && shift > lineShiftEm * Math.max(before.size, next.size)
}
