import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { int64, openSession, type ModelSession } from '../../../../src-main/engine/onnx/session'
import { accountFor } from '../../../../src-main/engine/text/account'
import { loadEnglishFrontEnd } from '../../../../src-main/engine/text/en'
import { asWritten } from '../../../../src-main/engine/text/speakable-text'
import type { FrontEnd, SpokenSentence } from '../../../../src-main/engine/text/spoken-text'
import { checkFlood, checkMixtures, checkParts, floods, hostileText, unspeakable } from '../hostile-text'

const assetsDirectory = join(__dirname, '../../../../models/heart/files')
const golden = join(__dirname, '../../../golden/english-phonemes.tsv')
const hasVoice = existsSync(join(assetsDirectory, 'lexicon_us_gold.json.gz'))

const wordsOf = (text: string, sentences: readonly SpokenSentence[]): string[] =>
  sentences.flatMap(({ words }) => words.map(({ startChar, endChar }) => text.slice(startChar, endChar)))

test('a folder without the voice’s files is refused by name', async () => {
  const network = { open: openSession, int64 }
  await expect(
    loadEnglishFrontEnd({ assetsDirectory: join(__dirname, 'absent'), variant: 'us', network }),
  ).rejects.toMatchObject({ code: 'voice/missing' })
})

/** Ten times what the slowest takes on a quiet machine: hyphens between letters, 4.3 s for 50,000 characters. */
const floodMilliseconds = 45_000

describe.skipIf(!hasVoice)(
  'the English front end (skipped where the voice "heart" is not in models/)',
  () => {
    let frontEnd: FrontEnd
    const speak = async (text: string): Promise<SpokenSentence[]> =>
      (await frontEnd.speak(asWritten(text))).sentences
    let loadMilliseconds: number
    let opened = 0
    let closed = 0

    beforeAll(async () => {
      const startMilliseconds = performance.now()
      frontEnd = await loadEnglishFrontEnd({
        assetsDirectory,
        variant: 'us',
        network: {
          int64,
          async open(path): Promise<ModelSession> {
            opened++
            const session = await openSession(path)
            return { ...session, run: session.run, dispose: () => (closed++, session.dispose()) }
          },
        },
      })
      loadMilliseconds = performance.now() - startMilliseconds
    })

    afterAll(async () => {
      await frontEnd.dispose()
      await frontEnd.dispose()
      expect(closed).toBe(opened)
    })

    test('the network for unknown words stays shut until one comes', async () => {
      await speak('The old man and the sea.')
      expect(opened).toBe(0)
      await speak('The zorvaxian said frumbleton.')
      await speak('The zorvaxian said frumbleton.')
      expect(opened).toBe(1)
    })

    test('ordinary prose sounds as the voice’s own package says it', async () => {
      const lines = readFileSync(golden, 'utf8')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
      expect(lines.length).toBeGreaterThan(50)
      for (const line of lines) {
        const [sentence, phonemes] = line.split('\t')
        const spoken = await speak(sentence)
        expect(spoken.map((part) => part.phonemes).join(' '), sentence).toBe(phonemes)
      }
    })

    test('double quotes change nothing but themselves', async () => {
      const plain = await speak('Yes, said the ingenious one, but I know.')
      for (const text of [
        '“Yes,” said the “ingenious” one, “but I know.”',
        '"Yes," said the "ingenious" one, "but I know."',
      ]) {
        const [{ phonemes }] = await speak(text)
        expect(phonemes).toBe(plain[0].phonemes)
      }
    })

    test('every printed token is one word with its own range', async () => {
      const text =
        'On\u00a04 July 1776\nDr. Smith’s “well-known” 12–15 friends didn’t pay $19.50 for 😀 29.83 km\u200b, at 7:30 p.m.'
      expect(wordsOf(text, await speak(text))).toEqual(
        'On|4|July|1776|Dr.|Smith’s|well-known|12–15|friends|didn’t|pay|$19.50|for|😀|29.83|km|at|7:30|p.m.'.split(
          '|',
        ),
      )
    })

    test('the last period is heard after an abbreviation, too', async () => {
      for (const text of ['Bring pens, etc.', 'It is 5 ft.', 'He left at 7 p.m.', 'They left the U.S.']) {
        const [{ phonemes }] = await speak(text)
        expect(phonemes, text).toMatch(/[^. ]\.$/)
      }
    })

    test('what cannot be said yields nothing, and never throws', async () => {
      for (const text of [...unspeakable, 'שלום']) expect(await speak(text), JSON.stringify(text)).toEqual([])
    })

    test('words of the dictionary of JavaScript are words', async () => {
      const text = 'The constructor, toString and __proto__ of hasOwnProperty.'
      expect(wordsOf(text, await speak(text))).toEqual(
        'The|constructor|toString|and|proto|of|hasOwnProperty'.split('|'),
      )
    })

    test('what is too long for a word is read part by part', async () => {
      for (const [written, phonemes] of [
        [
          'thisIsACamelCaseIdentifierThatIsVeryLongIndeed',
          'ðɪs ˌɪz ˈA kˈæmᵊl kˈAs IdˈɛntəfˌIəɹ ðˌæt ˌɪz vˈɛɹi lˈɔŋ ɪndˈid',
        ],
        ['the-old-lighthouse-keeper-of-the-zorvaxian-sea', 'ði ˈOld lˈIthˌWs kˈipəɹ ʌv ðə zɔɹvˈAksiən sˈi'],
      ]) {
        const [spoken] = await speak(written)
        expect(spoken.phonemes).toBe(phonemes)
        expect(wordsOf(written, [spoken])).toEqual([written])
      }
    })

    test('long sentences come in parts of at most 400 phonemes that lose no word', async () => {
      await checkParts(speak)
    })

    test('any mixture keeps its words inside, in order and complete', async () => {
      const own = '№5|O’Neill’s|rock ’n’ roll|Ångström|iPhone|McDonald|U.S.|Chapter IV|ﬂ'
      await checkMixtures(speak, {
        texts: hostileText(own, 'grapheme-ascii'),
        heard: /[A-Za-zÀ-ÖØ-öø-ÿ0-9½]/g,
        runs: 400,
      })
    })

    test('every character of any text is accounted for', async () => {
      const own =
        'a/b|//|»|☃|→|★|😀|👩‍🚀|漢字|привет|مرحبا|\u{1d54f}|©|^|~|\\|***|_|•|‰|¢|№|ª|①|Ⅳ|\u0301|\ufe0f|\ue000|{|}|<b>|¶|†'
      await fc.assert(
        fc.asyncProperty(hostileText(own, 'binary'), async (text) => {
          const open = accountFor(text, await frontEnd.speak(asWritten(text))).filter(
            ({ kind }) => kind === 'unaccounted',
          )
          expect(open.map(({ startChar, endChar }) => text.slice(startChar, endChar))).toEqual([])
        }),
        { seed: 23, numRuns: 500 },
      )
    })

    test.each([
      ...floods,
      ['symbols', '#@&%$'.repeat(20_000)],
      ['apostrophes', "'".repeat(100_000)],
    ] as const)(
      'a flood of %s ends in time',
      (_name, text) => checkFlood(speak, text, floodMilliseconds),
      180_000,
    )

    test('a sentence of twelve words takes about a millisecond, one of forty about three', async () => {
      const twelve = 'The lighthouse keeper climbed the winding stairs before the great storm arrived.'
      const forty = `${twelve.slice(0, -1)}, and ${twelve.slice(0, -1)}, because ${twelve}`
      const [ofTwelve, ofForty] = [await medianMilliseconds(twelve), await medianMilliseconds(forty)]
      console.log(
        `front end: load ${loadMilliseconds.toFixed(0)} ms, 12 words ${ofTwelve.toFixed(2)} ms, 40 words ${ofForty.toFixed(2)} ms`,
      )
      expect(ofTwelve).toBeLessThan(10)
      expect(ofForty).toBeLessThan(30)
    })

    async function medianMilliseconds(text: string): Promise<number> {
      const times: number[] = []
      for (let run = 0; run < 60; run++) {
        const startMilliseconds = performance.now()
        await speak(text)
        times.push(performance.now() - startMilliseconds)
      }
      return times.sort((a, b) => a - b)[30]
    }
  },
)
