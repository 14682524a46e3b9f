import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskControls } from '../../../src-main/engine/documents/mask-controls'

describe('maskControls', () => {
  test('every kind of line end becomes a line feed, unit for unit', () => {
    expect(maskControls('a\r\nb\rc\u0085d\u2028e\u2029f\vg')).toBe('a \nb\nc\nd\ne\nf\ng')
  })

  test('controls, overrides, stray marks and half surrogates become spaces', () => {
    expect(maskControls('a\0b\u202ec\ufeffd\ufffde\ud800f\udc00g\ufdd0')).toBe('a b c d e f g ')
  })

  test('a terminal colour code disappears as a whole', () => {
    expect(maskControls('a\x1b[31mred\x1b[0m')).toBe('a     red    ')
  })

  test('tabs, joiners, soft hyphens and emoji stay', () => {
    const text = 'a\tb 👨‍👩‍👧 co\u00adop \u200f🇨🇭'
    expect(maskControls(text)).toBe(text)
  })

  test('the length never changes and masking twice changes nothing', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 80 })
    const hostile = fc.array(
      fc.constantFrom('\r', '\n', '\x1b', '[', '3', 'm', '\ud83d', '\ude00', '\0', 'é'),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          hostile.map((parts) => parts.join('')),
        ),
        (text) => {
          const masked = maskControls(text)
          expect(masked.length).toBe(text.length)
          expect(maskControls(masked)).toBe(masked)
          expect(masked).not.toMatch(/[\0-\x08\v-\x1f\x7f-\x9f\ufffd\u2028\u2029]/)
        },
      ),
      { seed: 20, numRuns: 500 },
    )
  })
})
