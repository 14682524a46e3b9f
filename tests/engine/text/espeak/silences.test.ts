import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { loadEspeakFrontEnd } from '../../../../src-main/engine/text/espeak'
import { asWritten } from '../../../../src-main/engine/text/speakable-text'
import type { FrontEnd, SpokenText } from '../../../../src-main/engine/text/spoken-text'
import { hostileText, unspeakable } from '../hostile-text'

const loaded = new Map<string, Promise<FrontEnd>>()
async function speak(language: string, text: string): Promise<SpokenText> {
  const known = loaded.get(language) ?? loadEspeakFrontEnd({ language })
  loaded.set(language, known)
  return (await known).speak(asWritten(text))
}
afterAll(async () => {
  for (const frontEnd of loaded.values()) await (await frontEnd).dispose()
})

/** White space, punctuation, invisible characters, and marks: they need not be accounted for. */
const needsNoEntry = /[\s\p{P}\p{C}\p{Z}\p{M}]/u
const own =
  'out of the|would have|l’homme|z. B.|1 234 567|5 €|3 %|今天|漢字|かな|한국|。|مرحبا|؟|नमस्ते|।|สวัสดี|привет|😀|★|***|_|~|^|<b>|✓|→|±|§' +
  '|©|\u{1f468}\u200d\u{1f680}|\u0301|\ufe0f|\ue000|\u{10ffff}|①|Ⅳ|²|ª|ﬁ|𝒳|ᚠ|ⴰ'

/** What of a text is neither in a word nor in a silence though it should be; overlaps as "overlap". */
function unaccounted(text: string, { sentences, silences }: SpokenText): string[] {
  const taken = new Uint8Array(text.length)
  const problems: string[] = []
  const take = (startChar: number, endChar: number): void => {
    if (!(startChar >= 0 && endChar > startChar && endChar <= text.length)) problems.push('outside')
    for (let at = startChar; at < endChar; at++) {
      if (taken[at] === 1) problems.push(`overlap at ${String(at)}`)
      taken[at] = 1
    }
  }
  let end = 0
  for (const { startChar, endChar, rule } of silences) {
    if (startChar < end || rule === '') problems.push('out of order')
    end = endChar
    take(startChar, endChar)
  }
  // A word whose sounds exceed what a model takes at once is in two sentences.
  const words = new Map(
    sentences.flatMap((sentence) => sentence.words.map((word) => [word.startChar, word.endChar] as const)),
  )
  for (const [startChar, endChar] of words) take(startChar, endChar)
  let index = 0
  for (const character of text) {
    if (taken[index] === 0 && !needsNoEntry.test(character)) problems.push(`${character} at ${String(index)}`)
    index += character.length
  }
  return problems
}

const silentOf = (text: string, { silences }: SpokenText): string[] =>
  silences.map(({ startChar, endChar, rule }) => `${text.slice(startChar, endChar)}=${rule}`)

describe('silences', () => {
  test.each(['en-us', 'de', 'fr', 'cmn', 'ar', 'hi', 'ja', 'ru'])(
    'every character of any text is in a word, in a silence or needs no entry: %s',
    async (language) => {
      await fc.assert(
        fc.asyncProperty(hostileText(own, 'binary'), async (text) => {
          expect(unaccounted(text, await speak(language, text)), JSON.stringify(text)).toEqual([])
        }),
        { seed: 17, numRuns: 60 },
      )
    },
  )

  test('what no language says is silent by a rule, and nothing else is', async () => {
    for (const language of ['en-us', 'de', 'ar'])
      for (const text of unspeakable) {
        const spokenText = await speak(language, text)
        expect(unaccounted(text, spokenText)).toEqual([])
        expect(spokenText.sentences).toEqual([])
      }
  })

  test('ornaments, and scripts that a language has no sounds for, are named', async () => {
    const text = 'Ein Stern ★ und 漢字 😀😀 im Text ***'
    expect(silentOf(text, await speak('de', text))).toEqual([
      '★=ornament',
      '漢字=other script',
      '😀😀=ornament',
    ])
  })

  test('Japanese and Korean say their syllables, not Chinese characters', async () => {
    expect(silentOf('これは漢字です', await speak('ja', 'これは漢字です'))).toEqual(['漢字=other script'])
    expect(silentOf('대한 漢字', await speak('ko', '대한 漢字'))).toEqual(['漢字=other script'])
    expect(silentOf('汉字很好', await speak('cmn', '汉字很好'))).toEqual([])
  })

  test('white space, punctuation and invisible characters have no entry', async () => {
    const text = '„Ja“, – sagte\u00adn\u200b sie … (leise)!'
    expect(silentOf(text, await speak('de', text))).toEqual([])
  })

  test.each([
    ['de', 'Äpfel, Öl, Übung, Straße, 3. Mai, 5 €, 10 %', /[\p{L}\p{N}€%]/gu],
    ['fr', 'Çà et là, œuvre, naïf, 5 €, 17h30', /[\p{L}\p{N}€]/gu],
    ['ru', 'Ёлка, съезд, 5 ₽, 3 %', /[\p{L}\p{N}]/gu],
    ['ar', 'مَرْحَبًا بِكُمْ ٣ كتب', /[\p{L}\p{N}]/gu],
    ['hi', 'नमस्ते, १२ किताबें', /[\p{L}\p{N}]/gu],
    ['cmn', '今天12点见面', /[\p{L}\p{N}]/gu],
    ['pl', 'Łódź, żółw, 5 zł', /[\p{L}\p{N}]/gu],
  ])('letters and digits that the language can say are in words: %s %s', async (language, text, letters) => {
    const { sentences } = await speak(language, text)
    const words = sentences.flatMap((sentence) => sentence.words)
    for (const { 0: letter, index } of text.matchAll(letters))
      expect(
        words.some(({ startChar, endChar }) => startChar <= index && index < endChar),
        `${letter} at ${String(index)}`,
      ).toBe(true)
  })
})
