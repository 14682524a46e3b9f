import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText } from '../../../../src-main/engine/text/en/fold-text'

const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u{fe00}-\u{fe0f}]/u
/** What is heard, or has a name, or is told by a rule why it is neither. */
const told = /[\p{L}\p{N}\p{S}]/u

describe('foldText', () => {
  test.each([
    ['white  space\u00a0of\tall\nkinds', 'white space of all kinds'],
    ['don’t — “so”', "don't — “so”"],
    ['ﬁne Ａ １ 𝐱 ①', 'fine A 1 x 1'],
    ['5ᵗʰ, 20℃, 5ºC, № 5', '5th, 20°C, 5°C, № 5'],
    ['e\u0301te\u0301', 'été'],
    ['zero\u200bwidth soft\u00adhyphen', 'zerowidth softhyphen'],
    ['٣٤', '34'],
    ['👩‍🚀 ❤️ 1️⃣', '👩🚀 ❤ 1'],
    ['🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏴🇬🇧🇸🇨🇹'],
    ['infor-\nmation, infor-\r\n  mation', 'information, information'],
    ['well- known, Anglo-\nSaxon, 10-\n20', 'well- known, Anglo- Saxon, 10- 20'],
    ['end-\n\nnew', 'end- new'],
  ])('%j becomes %j', (source, folded) => expect(foldText(source).text).toBe(folded))

  test('ranges lead back to what stood there', () => {
    const source = 'A\u00ad ﬁne infor-\nmation 👩‍🚀!'
    const { text, starts, ends } = foldText(source)
    const sourceOf = (part: string): string => {
      const at = text.indexOf(part)
      return source.slice(starts[at], ends[at + part.length - 1])
    }
    expect(sourceOf('fine')).toBe('ﬁne')
    expect(sourceOf('information')).toBe('infor-\nmation')
    expect(sourceOf('👩🚀')).toBe('👩‍🚀')
    expect(sourceOf('!')).toBe('!')
  })

  test('nothing invisible is kept, nothing with a sound or a name is lost, and ranges are in order', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...['-\n', 'e\u0301', '👍🏽', '👩‍🚀', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'ﬁ', '½', '∑', '\ud83d', '"', ' ', '\u200b', 'º', '√'],
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      fc.string({ unit: 'binary', maxLength: 3 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
        const source = pieces.join('')
        const { text, starts, ends } = foldText(source)
        expect(starts.length).toBe(text.length)
        expect(text).not.toMatch(invisible)
        expect(text).not.toMatch(/^ | $| {2}/)
        const kept = new Uint8Array(source.length)
        for (const [unit, start] of starts.entries()) {
          expect(ends[unit]).toBeGreaterThan(start)
          expect(start).toBeGreaterThanOrEqual(unit === 0 ? 0 : starts[unit - 1])
          kept.fill(1, start, ends[unit])
        }
        let index = 0
        for (const character of source) {
          if (told.test(character)) expect(kept[index], JSON.stringify([source, character])).toBe(1)
          index += character.length
        }
      }),
      { seed: 21, numRuns: 2_000 },
    )
  })

  test.each([
    ['line ends after hyphens', 'a-\n'.repeat(33_000)],
    ['line ends', 'a-' + '\n'.repeat(100_000)],
    ['spaces after a hyphen', 'a-' + ' '.repeat(100_000)],
    ['tags of a flag', '\u{1f3f4}' + '\u{e0067}'.repeat(50_000)],
    ['flags', '\u{1f3f4}'.repeat(50_000)],
    ['marks', 'e' + '\u0301'.repeat(100_000)],
  ])('a hundred thousand %s take seconds at most', (_name, text) => {
    const startMilliseconds = performance.now()
    foldText(text)
    expect(performance.now() - startMilliseconds).toBeLessThan(10_000)
  })
})
