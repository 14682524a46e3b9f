import fc from 'fast-check'
import { expect } from 'vitest'
import { maxSentencePhonemes } from '@contract/limits'
import type { SpokenSentence } from '../../../src-main/engine/text/spoken-text'

/** What any front end makes of a text. */
export type Speak = (text: string) => Promise<readonly SpokenSentence[]>

const everywhere =
  'don’t|well-known|Dr.|$19.50|29.83|7:30 p.m.|№|½|x²|é|e\u0301|ﬁne|\u00a0|\u200b|\u00ad|\n|\t|😀|👩‍🚀|世|\ud83d|“|”|"|\'|’|—|–|-|/|&|%' +
  '|etc.|1990s|12–15|a@b.com|http://x.org/a|٣|①|naïve|Straße|ALL CAPS'

/**
 * Texts of what has ever been hard to read, in any order.
 * @param own further pieces, parted by |
 */
export function hostileText(own: string, unit: 'grapheme-ascii' | 'binary'): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(...`${everywhere}|${own}`.split('|')),
    fc.lorem({ maxCount: 2 }),
    fc.integer({ min: -9_999, max: 99_999_999 }).map(String),
    fc.string({ maxLength: 4, unit }),
    fc.constant(' '),
  )
  return fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''))
}

/**
 * Words in order, inside their sentence, each with sounds of its own; and no more sounds than a model takes. Said once a
 * sentence: an assertion a word would take longer than the front end does.
 */
export function checkSentence(text: string, { startChar, endChar, phonemes, words }: SpokenSentence): void {
  expect(phonemes.length).toBeGreaterThan(0)
  expect(phonemes.length).toBeLessThanOrEqual(maxSentencePhonemes)
  expect(words.length).toBeGreaterThan(0)
  expect(startChar).toBeGreaterThanOrEqual(0)
  expect(endChar).toBeLessThanOrEqual(text.length)
  let textPosition = startChar
  let phonemePosition = 0
  const misplaced = words.filter((word) => {
    const printed = text.slice(word.startChar, word.endChar)
    const isInOrder = word.startChar >= textPosition && word.phonemeStart >= phonemePosition
    const isHeard = word.phonemeEnd > word.phonemeStart && word.phonemeEnd <= phonemes.length
    const isPrinted = word.endChar > word.startChar && word.endChar <= endChar && printed.trim() === printed
    textPosition = word.endChar
    phonemePosition = word.phonemeEnd
    return !(isInOrder && isHeard && isPrinted)
  })
  expect(misplaced, JSON.stringify(text.slice(0, 200))).toEqual([])
}

/** That whatever is given keeps its words inside, in order and complete: each character of `heard` is in a word. */
export async function checkMixtures(
  speak: Speak,
  options: {
    texts: fc.Arbitrary<string>
    heard: RegExp
    runs: number
    check?: (sentence: SpokenSentence) => void
  },
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(options.texts, async (text) => {
      const covered = new Uint8Array(text.length)
      for (const sentence of await speak(text)) {
        checkSentence(text, sentence)
        options.check?.(sentence)
        for (const { startChar, endChar } of sentence.words) covered.fill(1, startChar, endChar)
      }
      for (const { 0: letter, index } of text.matchAll(options.heard))
        expect(covered[index], `${JSON.stringify(letter)} at ${index} of ${JSON.stringify(text)}`).toBe(1)
    }),
    { seed: 13, numRuns: options.runs },
  )
}

/** That a long text without a word boundary ends in time: of a processor, because the machine may be shared. */
export async function checkFlood(speak: Speak, text: string, limitMilliseconds: number): Promise<void> {
  const start = process.cpuUsage()
  const spoken = await speak(text)
  const { user, system } = process.cpuUsage(start)
  expect((user + system) / 1_000).toBeLessThan(limitMilliseconds)
  for (const sentence of spoken) checkSentence(text, sentence)
}

/** Texts that are long and of one kind; each front end adds its own. */
export const floods: readonly (readonly [name: string, text: string])[] = [
  ['digits', '1'.repeat(100_000)],
  ['quotes', '"'.repeat(100_000)],
  ['periods', '.'.repeat(100_000)],
  ['hyphens between letters', 'a-'.repeat(25_000)],
  ['letters', 'b'.repeat(20_000)],
  ['control characters', '\u0001\u0002'.repeat(50_000)],
  ['marks', 'e' + '\u0301'.repeat(100_000)],
]

/** What no front end has a word for. */
export const unspeakable = ['', ' ', '…', '—', '***', '世界', '\u0000\u0007', '\ud800', '\u200b\u202e', '|||']

/** That a sentence longer than a model takes comes in parts, which `speak` gives in order. */
export async function checkParts(speak: Speak): Promise<void> {
  const text = 'It was a very long sentence indeed, which never wanted to come to an end, '.repeat(20)
  const parts = await speak(text)
  expect(parts.length).toBeGreaterThan(3)
  for (const part of parts) checkSentence(text, part)
  const printed = parts.flatMap(({ words }) =>
    words.map(({ startChar, endChar }) => text.slice(startChar, endChar)),
  )
  expect(printed).toEqual(text.match(/[a-z]+/gi))
}
