import { describe, expect, test } from 'vitest'
import { maxSentenceChars } from '@contract/limits'
import { cutPoint } from '../../../src-main/engine/text/long-sentence'

const words = (): Intl.Segmenter => new Intl.Segmenter('th', { granularity: 'word' })
/** What is kept of a text that is repeated until it is too long. */
function kept(part: string): string {
  const text = part.repeat(Math.ceil((maxSentenceChars + 500) / part.length))
  const cut = cutPoint(text.slice(0, maxSentenceChars), words)
  expect(cut).toBeGreaterThan(maxSentenceChars / 4)
  expect(cut).toBeLessThanOrEqual(maxSentenceChars)
  return text.slice(0, cut)
}

describe('cutPoint', () => {
  test('leaves alone what is short enough', () => {
    expect(cutPoint('short, and whole', words)).toBe(16)
  })

  test('cuts at the last clause, in any script', () => {
    expect(kept('and on it went, ')).toMatch(/went,$/)
    expect(kept('dann ging es weiter; ')).toMatch(/weiter;$/)
    expect(kept('他说了很久，')).toMatch(/，$/)
    expect(kept('ثم قال ذلك، ')).toMatch(/،$/)
    expect(kept('on and on—')).toMatch(/—$/)
  })

  test('cuts at white space where there is no clause, but not inside a number', () => {
    expect(kept('word ')).toMatch(/word$/)
    expect(kept('hat 1 234 567 890 123 ')).toMatch(/(?:hat|123)$/)
  })

  test('cuts between words where there is no white space', () => {
    expect(kept('วันนี้อากาศดี')).toMatch(/(?:วันนี้|อากาศ|ดี)$/)
  })

  test('parts neither a letter from its marks nor a pair of surrogates nor a joined picture', () => {
    expect(kept(`x${'e\u0301'.repeat(3_000)}`)).toMatch(/\u0301$/)
    expect(kept(`x${'𝒳'.repeat(3_000)}`)).not.toMatch(/\p{Cs}/u)
    expect(kept(`x${'👩\u200d🚀'.repeat(1_000)}`)).toMatch(/🚀$/u)
  })
})
