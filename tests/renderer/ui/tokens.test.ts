import { describe, expect, test } from 'vitest'
import { contrastRatio, over, parseColour, type Colour } from '../../../src-renderer/ui/colour'
import { themes, tokenOf } from '../theme-tokens'

/** What stands on what (tints one upon another), the contrast it needs, and the one each theme was drawn with. */
const pairs: readonly (readonly [string, string, number, readonly number[]])[] = [
  ['ink', 'page', 4.5, [16.6, 12.5, 13.0, 21.0]],
  ['ink', 'surface', 4.5, [15.5, 11.4, 11.9, 21.0]],
  ['ink', 'raised', 4.5, [16.9, 13.2, 10.7, 21.0]],
  ['ink-muted', 'page', 4.5, [6.1, 6.1, 6.9, 16.5]],
  ['ink-muted', 'surface', 4.5, [5.7, 5.6, 6.3, 16.5]],
  ['ink-muted', 'raised', 4.5, [6.2, 6.5, 5.7, 16.5]],
  ['ink-muted', 'surface + wash-strong', 4.5, [4.8, 4.6, 4.6, 8.2]],
  ['ink-muted', 'well', 4.5, [5.3, 5.0, 7.3, 13.7]],
  ['on-ink', 'ink', 4.5, [16.6, 13.2, 13.0, 21.0]],
  ['ink', 'page + sentence-tint', 4.5, [14.6, 10.7, 9.0, 13.3]],
  ['word-ink', 'page + sentence-tint + word-tint', 4.5, [11.3, 7.8, 4.7, 14.9]],
  ['skipped', 'page', 4.5, [4.6, 4.9, 5.1, 10.2]],
  ['voice-ink', 'page', 4.5, [6.2, 6.5, 9.8, 14.9]],
  ['voice-ink', 'surface', 4.5, [5.8, 6.0, 9.1, 14.9]],
  ['voice-ink', 'surface + wash-strong', 4.5, [4.9, 4.9, 6.7, 7.3]],
  ['hand', 'page', 4.5, [6.7, 6.7, 8.2, 12.6]],
  ['hand', 'surface', 4.5, [6.2, 6.1, 7.5, 12.6]],
  ['hand', 'raised', 4.5, [6.8, 7.1, 6.7, 12.6]],
  ['ink', 'page + selection', 4.5, [12.1, 9.3, 6.9, 7.7]],
  ['danger', 'page', 4.5, [6.4, 6.5, 8.3, 10.6]],
  ['danger', 'surface', 4.5, [6.0, 5.9, 7.7, 10.6]],
  ['danger', 'surface + danger-tint', 4.5, [5.4, 5.3, 6.4, 10.6]],
  ['sheet-ink', 'sheet', 4.5, [16.9, 13.2, 12.1, 21.0]],
  ['word-line', 'page + sentence-tint + word-tint', 3, [3.6, 3.7, 3.3, 14.9]],
  ['ink-faint', 'page', 3, [3.4, 3.6, 3.8, 9.7]],
  ['ink-faint', 'surface', 3, [3.2, 3.3, 3.5, 9.7]],
  ['ink-faint', 'raised', 3, [3.5, 3.8, 3.1, 9.7]],
  ['voice-mark', 'page', 3, [3.6, 4.1, 9.4, 14.9]],
  ['voice-mark', 'surface', 3, [3.4, 3.8, 8.6, 14.9]],
  ['voice-mark', 'raised', 3, [3.7, 4.4, 7.7, 14.9]],
]

function colourOf(theme: string, name: string): Colour {
  const colour = parseColour(tokenOf(theme, name))
  if (!colour) throw new Error(`The ${theme} theme has no colour --${name}`)
  return colour
}

/** Contrast ratio (WCAG 2.2), 1..21. */
function contrast(theme: string, text: string, ground: string): number {
  const base = ground
    .split(' + ')
    .map((name) => colourOf(theme, name))
    .reduce((below, tint) => over(tint, below))
  return contrastRatio(over(colourOf(theme, text), base), base)
}

describe('tokens.css', () => {
  describe.each(themes.map((theme, index) => ({ theme, index })))(
    'in the $theme theme',
    ({ theme, index }) => {
      test.each(pairs)('%s on %s can be read: %f at least', (text, ground, needed, drawn) => {
        const ratio = contrast(theme, text, ground)
        expect(ratio).toBeGreaterThanOrEqual(needed)
        // The look gives one decimal.
        expect(ratio).toBeGreaterThanOrEqual((drawn[index] ?? 0) - 0.05)
      })
    },
  )
})
