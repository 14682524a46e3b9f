import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  columnWidthRange,
  letterSpacingRange,
  lineSpacingRange,
  readingFaces,
  readingSizes,
  wordSpacingRange,
} from '@contract/look-settings'
import { settingsSchema, type ViewSettings } from '@contract/settings'
import { applyReadingText, faceFamilies, readingMeasures } from '../../../src-renderer/ui/reading-text'

const usual = settingsSchema.parse({}).view
const within = (range: { min: number; max: number }) => fc.double({ ...range, noNaN: true })
const view: fc.Arbitrary<ViewSettings> = fc.record({
  theme: fc.constant('light' as const),
  sidebar: fc.constant(true),
  instruments: fc.constant(false),
  bufferSeconds: fc.constant(false),
  timeLeft: fc.constant('chapter' as const),
  highlight: fc.constant(usual.highlight),
  writing: fc.constant(usual.writing),
  readingSize: fc.integer({ min: 0, max: readingSizes.length - 1 }),
  text: fc.record({
    face: fc.constantFrom(...readingFaces),
    lineSpacing: within(lineSpacingRange),
    letterSpacing: within(letterSpacingRange),
    wordSpacing: within(wordSpacingRange),
    columnWidth: within(columnWidthRange),
  }),
})

describe('readingMeasures', () => {
  test.each(readingSizes.map(([size, line], readingSize) => ({ size, line, readingSize })))(
    'by default $size px stand on $line px',
    ({ size, line, readingSize }) =>
      expect(readingMeasures({ ...usual, readingSize })).toMatchObject({ size, line, column: 620 }),
  )

  test('a line is never under 1.5 of the size, and lines are reckoned', () => {
    fc.assert(
      fc.property(view, (chosen) => {
        const { size, line, lineFactor } = readingMeasures(chosen)
        expect(line).toBeGreaterThanOrEqual(1.5 * size)
        expect(Number.isInteger(line)).toBe(true)
        expect(lineFactor).toBeGreaterThan(0)
      }),
      { seed: 1 },
    )
  })

  test('the text as it was drawn takes the lines that are counted', () => {
    expect(readingMeasures(usual).lineFactor).toBeCloseTo(1, 1)
  })

  test('a narrower column and wider spaces take more lines', () => {
    const lines = (text: Partial<ViewSettings['text']>) =>
      readingMeasures({ ...usual, text: { ...usual.text, ...text } }).lineFactor
    expect(lines({ columnWidth: 440 })).toBeGreaterThan(lines({}))
    expect(lines({ wordSpacing: 0.4 })).toBeGreaterThan(lines({}))
    expect(lines({ letterSpacing: 0.1 })).toBeGreaterThan(lines({}))
  })
})

describe('applyReadingText', () => {
  test('the default leaves the face and the spacing to the style sheets', () => {
    const root = document.createElement('div')
    applyReadingText(root, { ...usual, text: { ...usual.text, face: 'opendyslexic', letterSpacing: 0.1 } })
    expect(root.style.getPropertyValue('--face-read')).toBe(faceFamilies.opendyslexic)
    expect(root.style.getPropertyValue('--read-letters')).toBe('0.1em')
    applyReadingText(root, usual)
    expect(root.style.getPropertyValue('--face-read')).toBe('')
    expect(root.style.getPropertyValue('--read-letters')).toBe('')
    expect(root.style.getPropertyValue('--read-measure')).toBe('620px')
  })
})
