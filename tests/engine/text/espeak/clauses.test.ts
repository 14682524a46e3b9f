import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitClauses } from '../../../../src-main/engine/text/espeak/clauses'
import { maxClauseBytes } from '../../../../src-main/engine/text/espeak/espeak'

const clausesOf = (text: string): string[] =>
  splitClauses(text).map(({ startChar, endChar, mark }) => `${text.slice(startChar, endChar).trim()}|${mark}`)

describe('splitClauses', () => {
  test.each([
    ['One, two; three: four!', ['One,|,', 'two;|;', 'three:|:', 'four!|!']],
    ['“Really?” he said.', ['“Really?”|?', 'he said.|.']],
    ['1,987 at 7:30 for 12–15 of 3.5.', ['1,987 at 7:30 for 12–15 of 3.5.|.']],
    ['Dr. Smith met J. R. Brown', ['Dr. Smith met J. R. Brown|']],
    ['word—word … no... yes...', ['word—|;', 'word …|;', 'no...|;', 'yes...|.']],
    ['What?! No!!', ['What?!|?', 'No!!|!']],
    ['天气很好，我们去。好？', ['天气很好，|,', '我们去。|.', '好？|?']],
    ['كيف، حالك؟', ['كيف،|,', 'حالك؟|?']],
    ['एक। दो।', ['एक।|.', 'दो।|.']],
    ['', []],
    ['  ', []],
  ])('%s', (text, clauses) => {
    expect(clausesOf(text)).toEqual(clauses)
  })

  test('nothing but white space is lost, nothing is too long, no pair of surrogates is parted', () => {
    const piece = fc.oneof(
      fc.constantFrom(' ', ', ', '. ', '。', '—', 'a'.repeat(90), '😀'.repeat(50), '天'.repeat(90)),
      fc.lorem(),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        let end = 0
        for (const clause of splitClauses(text)) {
          expect(text.slice(end, clause.startChar).trim()).toBe('')
          const part = text.slice(clause.startChar, clause.endChar)
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(maxClauseBytes)
          expect(Buffer.from(part).toString()).toBe(part)
          end = clause.endChar
        }
        expect(text.slice(end).trim()).toBe('')
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})
