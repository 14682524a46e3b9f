import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  highlightHues,
  highlightSettingsSchema,
  highlightStyles,
  highlightUnits,
  type HighlightSettings,
} from '@contract/look-settings'
import {
  highlightPaints,
  leastLineRatio,
  leastTextRatio,
  themeColours,
} from '../../../src-renderer/reader/highlight-colours'
import { highlightRules, sheetHighlightRule } from '../../../src-renderer/reader/highlight-sheet'
import { colourText, contrastRatio, over, parseColour } from '../../../src-renderer/ui/colour'
import { coloursOf, sheetColoursOf, sheetTokenOf, themes, tokenOf } from '../theme-tokens'

const usual = highlightSettingsSchema.parse({})
const chosen: fc.Arbitrary<HighlightSettings> = fc.record({
  ...Object.fromEntries(Object.entries(usual).map(([name, value]) => [name, fc.constant(value)])),
  units: fc.constantFrom(...highlightUnits),
  style: fc.constantFrom(...highlightStyles),
  sentenceHue: fc.constantFrom(...highlightHues),
  wordHue: fc.constantFrom(...highlightHues),
}) as fc.Arbitrary<HighlightSettings>

describe('highlightPaints', () => {
  test.each(
    themes.flatMap((name) => [
      { on: `in the ${name} theme`, theme: coloursOf(name) },
      { on: `on a painted page in the ${name} theme`, theme: sheetColoursOf(name) },
    ]),
  )('whatever is chosen can be read $on', ({ theme }) => {
    fc.assert(
      fc.property(chosen, (settings) => {
        const { sentence, word } = highlightPaints(settings, theme)
        for (const { ratio } of [sentence, word])
          expect(ratio).toBeGreaterThanOrEqual(
            settings.style === 'underline' ? leastLineRatio : leastTextRatio,
          )
        // What is really painted: eight bits a channel, the word over its sentence.
        const painted = (colour: readonly [number, number, number, number]) => {
          const read = parseColour(colourText(colour))
          if (!read) throw new Error('a colour that cannot be read')
          return read
        }
        const below =
          settings.units === 'word' || !sentence.background
            ? theme.page
            : over(painted(sentence.background), theme.page)
        const ground = word.background ? over(painted(word.background), below) : below
        expect(contrastRatio(painted(word.ink), ground)).toBeGreaterThanOrEqual(leastTextRatio)
        if (word.line)
          expect(contrastRatio(painted(word.line), ground)).toBeGreaterThanOrEqual(leastLineRatio)
      }),
      { seed: 1 },
    )
  })

  test.each(themes)('the %s theme’s own colour is painted as it was drawn', (name) => {
    const { sentence, word } = highlightPaints(usual, coloursOf(name))
    const text = (token: string) => tokenOf(name, token).toLowerCase().padEnd(9, 'f')
    expect(sentence.background && colourText(sentence.background)).toBe(text('sentence-tint'))
    expect(word.background && colourText(word.background)).toBe(text('word-tint'))
    expect(word.line && colourText(word.line)).toBe(text('word-line'))
  })

  test('without a tint the word still has a line: colour is never the only sign', () => {
    for (const style of highlightStyles)
      expect(highlightPaints({ ...usual, style }, coloursOf('light')).word.line).not.toBeNull()
  })
})

describe('themeColours', () => {
  test('colours of the system are nobody’s to choose over', () => {
    expect(themeColours({ getPropertyValue: () => 'CanvasText' })).toBeNull()
  })
})

describe('highlightRules', () => {
  test('what was drawn is left to the style sheet', () => {
    expect(highlightRules({ ...usual, units: 'word', dimRest: true }, coloursOf('dark'))).toBe('')
  })

  test('underlines drop the tint, text colour too', () => {
    for (const style of ['underline', 'text'] as const) {
      const rules = highlightRules({ ...usual, style }, coloursOf('sepia'))
      expect(rules.match(/background-color: transparent/g)).toHaveLength(2)
      expect(rules).toContain('underline 2px #')
    }
  })

  test('the same is there as properties, for what is no highlight', () => {
    const rules = highlightRules({ ...usual, style: 'underline', wordHue: 'aqua' }, coloursOf('dark'))
    expect(rules).toContain('--heard-sentence: transparent;')
    expect(rules).toMatch(/--heard-word-line: underline 2px #[0-9a-f]{8};/)
    expect(rules).toMatch(/--heard-word-ink: #[0-9a-f]{8};/)
  })

  test('colours are written out, for the oldest runtime', () => {
    const rules = highlightRules({ ...usual, wordHue: 'pink' }, coloursOf('light'))
    expect(rules).toMatch(/::highlight\(word\) \{\n {2}background-color: #[0-9a-f]{8};/)
    expect(rules).not.toContain('var(')
  })
})

describe('a painted page', () => {
  test.each(themes)('can be read where it is lit, and what was found as well, in the %s theme', (name) => {
    const { page, ink, sentenceTint, wordTint, wordLine } = sheetColoursOf(name)
    const lit = over(wordTint, over(sentenceTint, page))
    expect(contrastRatio(ink, lit)).toBeGreaterThanOrEqual(leastTextRatio)
    expect(contrastRatio(wordLine, lit)).toBeGreaterThanOrEqual(leastLineRatio)
    const token = (of: string) => {
      const colour = parseColour(sheetTokenOf(name, of))
      if (!colour) throw new Error(`no colour --${of}`)
      return colour
    }
    expect(contrastRatio(ink, over(token('sheet-match'), page))).toBeGreaterThanOrEqual(leastTextRatio)
    expect(contrastRatio(over(token('sheet-frame'), page), page)).toBeGreaterThanOrEqual(leastLineRatio)
    const found = over(token('sheet-match'), page)
    expect(contrastRatio(token('sheet-match-line'), found)).toBeGreaterThanOrEqual(leastLineRatio)
  })

  test('is lit in the chosen hues; what was drawn is left to the tokens', () => {
    const paper = sheetColoursOf('dark')
    expect(sheetHighlightRule({ ...usual, units: 'word' }, paper)).toBe('')
    const rule = sheetHighlightRule({ ...usual, style: 'underline', wordHue: 'aqua' }, paper)
    expect(rule).toContain('--sheet-heard-word: transparent;')
    expect(rule).toMatch(/--sheet-heard-word-line: 2px solid #[0-9a-f]{8};/)
    expect(sheetHighlightRule({ ...usual, sentenceHue: 'pink' }, paper)).toMatch(
      /--sheet-heard-sentence: #[0-9a-f]{8};/,
    )
  })
})
