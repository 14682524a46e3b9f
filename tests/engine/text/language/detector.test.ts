import { beforeAll, describe, expect, test } from 'vitest'
import {
  leastChars,
  loadLanguageDetector,
  type LanguageDetector,
} from '../../../../src-main/engine/text/language/detector'
import {
  languageByFunctionWords,
  leaningByFunctionWords,
} from '../../../../src-main/engine/text/language/function-words'
import { runningWords } from '../../../../src-main/engine/text/language/running-words'
import { hasEnglishDocuments, openEnglishDocuments } from './english-documents'
import { paragraphsIn } from './paragraphs-in'

const pieceChars = [20, 40, 80, 160, 320]

/** All of a text in pieces of whole words. */
function pieces(text: string, chars: number): string[] {
  const words = text.split(/\s+/)
  const found: string[] = []
  for (let piece = ''; words.length > 0;) {
    piece = `${piece} ${words.shift()}`.trim()
    if (piece.length < chars) continue
    found.push(piece)
    piece = ''
  }
  return found
}

let detector: LanguageDetector
beforeAll(async () => {
  detector = await loadLanguageDetector()
})
const tell = (text: string) => {
  const words = runningWords(text)
  return words.join(' ').length < leastChars
    ? null
    : (languageByFunctionWords(words) ?? detector.detect(words))
}

describe('what a text tells of its language', () => {
  test.skipIf(!hasEnglishDocuments)(
    'never makes another language of English, at any length (needs the development corpus)',
    async () => {
      const texts = (await openEnglishDocuments()).flatMap(({ blocks }) => blocks.map(({ text }) => text))
      for (const chars of pieceChars) {
        const all = texts.flatMap((text) => pieces(text, chars))
        const told = all.map(tell)
        expect(all.filter((_, index) => told[index] !== 'en' && told[index] !== null)).toEqual([])
        const share = told.filter((language) => language === 'en').length / all.length
        process.stdout.write(
          `English, ${chars} characters: ${all.length} pieces, ${Math.round(100 * share)} % told\n`,
        )
      }
    },
    60_000,
  )

  test('is the language of other texts, or nothing, and mostly the language from 160 characters on', () => {
    for (const chars of pieceChars) {
      let hits = 0
      let all = 0
      for (const [language, texts] of Object.entries(paragraphsIn))
        for (const piece of texts.flatMap((text) => [
          ...pieces(text, chars),
          ...(chars === 320 ? [text] : []),
        ])) {
          expect([language, null], piece).toContain(tell(piece))
          all++
          if (tell(piece) === language) hits++
        }
      process.stdout.write(`Other languages, ${chars} characters: ${hits} of ${all} told\n`)
      if (chars >= 160) expect(hits / all).toBeGreaterThan(0.85)
    }
  })

  test.each([
    ['Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore.'],
    ['Ruizhe Chen, Keqin Chen, Théo Cachet, Marie-Anne Lachaux, Hugo Touvron, Xavier Martinet, Bo Chen.'],
    ['LE TRAIN S’ARRÊTA AU MILIEU DE LA CAMPAGNE, ET PERSONNE NE SAVAIT POURQUOI.'],
    ['https://example.org/de/der-zug-hielt-auf-der-strecke/und-niemand-wusste-warum.html'],
    ['Guten Morgen! Wie geht es dir?'],
    [''],
  ])('is nothing of %j', (text) => expect(tell(text)).toBeNull())

  test('takes at most a millisecond a block', () => {
    const texts = Object.values(paragraphsIn).flat()
    texts.forEach(tell)
    const startedAt = performance.now()
    for (let round = 0; round < 10; round++) texts.forEach((text) => detector.detect(runningWords(text)))
    expect((performance.now() - startedAt) / (10 * texts.length)).toBeLessThan(10)
  })
})

describe('leaningByFunctionWords', () => {
  test('takes less for an answer', () => {
    const words = runningWords('“Guten Abend,” said the guard.')
    expect(languageByFunctionWords(words)).toBeNull()
    expect(leaningByFunctionWords(words)).toBe('en')
    expect(leaningByFunctionWords(runningWords('Hallo!'))).toBeNull()
  })
})
