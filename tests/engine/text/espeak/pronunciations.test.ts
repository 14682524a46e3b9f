import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { Say } from '@contract/pronunciation'
import { loadEspeakFrontEnd } from '../../../../src-main/engine/text/espeak'
import { toIpa } from '../../../../src-main/engine/text/espeak/ipa'
import type { FrontEnd, SpokenText } from '../../../../src-main/engine/text/spoken-text'
import { checkSentence, hostileText } from '../hostile-text'

const loaded = new Map<string, Promise<FrontEnd>>()
afterAll(async () => {
  for (const frontEnd of loaded.values()) await (await frontEnd).dispose()
})

type Said = readonly [printed: string, say: Say]
const phonemes = (ipa: string): Say => ({ kind: 'phonemes', phonemes: ipa })
const words = (written: string): Say => ({ kind: 'words', words: written })
const nothing: Say = { kind: 'nothing' }

async function speak(language: string, text: string, said: readonly Said[]): Promise<SpokenText> {
  const known = loaded.get(language) ?? loadEspeakFrontEnd({ language })
  loaded.set(language, known)
  const pronunciations = said.map(([printed, say]) => {
    const startChar = text.indexOf(printed)
    return { startChar, endChar: startChar + printed.length, say }
  })
  return (await known).speak({ text, pronunciations })
}

/** All that is heard, and each word with what is said for it. */
async function heard(language: string, text: string, said: readonly Said[]): Promise<[string, string]> {
  const { sentences } = await speak(language, text, said)
  return [
    sentences.map((sentence) => sentence.phonemes).join(' '),
    sentences
      .flatMap((sentence) =>
        sentence.words.map(({ startChar, endChar, spoken }) => `${text.slice(startChar, endChar)}=${spoken}`),
      )
      .join('|'),
  ]
}

const goethe = phonemes('ˈɡøːtə')

describe('pronunciations through espeak', () => {
  const cases: [
    what: string,
    language: string,
    text: string,
    said: Said[],
    phonemes: string,
    words: string,
  ][] = [
    [
      'at the beginning',
      'de',
      'Goethe lebt.',
      [['Goethe', goethe]],
      'ɡˈøːtə lˈeːpt.',
      'Goethe=Goethe|lebt=lebt',
    ],
    [
      'at the end',
      'de',
      'Das ist Goethe.',
      [['Goethe', goethe]],
      'dˈas ɪst ɡˈøːtə.',
      'Das=Das|ist=ist|Goethe=Goethe',
    ],
    ['alone', 'de', 'Goethe', [['Goethe', goethe]], 'ɡˈøːtə', 'Goethe=Goethe'],
    [
      'side by side, in the symbols of the English voices',
      'de',
      'eins zwei drei',
      [
        ['eins', phonemes('A')],
        ['zwei', phonemes('tsvˈI')],
        ['drei', phonemes('dɾˈI')],
      ],
      'eɪ tsvˈaɪ dɾˈaɪ',
      'eins=eins|zwei=zwei|drei=drei',
    ],
    [
      'first in a compound',
      'de',
      'Goethehaus.',
      [['Goethe', goethe]],
      'ɡˈøːtəhˈaʊs.',
      'Goethe=Goethe|haus=haus',
    ],
    [
      'last in a compound',
      'de',
      'Elternhaus.',
      [['haus', phonemes('hˌaʊs')]],
      'ˈɛltɜnhˌaʊs.',
      'Eltern=Eltern|haus=haus',
    ],
    [
      'with a possessive',
      'en-us',
      'Worcester’s.',
      [['Worcester', phonemes('/wˈʊstɚ/')]],
      'wˈʊstɚz.',
      "Worcester’s=Worcester's",
    ],
    ['after an elision', 'fr', 'l’homme', [['homme', phonemes('ɔm')]], 'lɔm', 'l=l|homme=homme'],
    [
      'after an Italian elision',
      'it',
      'dell’anno',
      [['anno', phonemes('ˈanːo')]],
      'dellˈanːo',
      'dell=dell|anno=anno',
    ],
    [
      'between punctuation',
      'de',
      '(„Bob“), ja!',
      [['Bob', phonemes('bˈɔb')]],
      'bˈɔb, jˈɑː!',
      'Bob=Bob|ja=ja',
    ],
    [
      'in Chinese',
      'cmn',
      '去公园。',
      [['公园', phonemes('kˈonɡ5 jˈyæɜn')]],
      'tɕhˈy5 kˈonɡ5 jˈyæɜn.',
      '去=去|公园=公园',
    ],
    [
      'in a script the voice lacks',
      'de',
      '漢字 gut',
      [['漢字', phonemes('kˈandʒi')]],
      'kˈandʒi ɡˈuːt',
      '漢字=漢字|gut=gut',
    ],
    [
      'for an ornament',
      'de',
      'ein ★ hier',
      [['★', words('Stern')]],
      'aɪn ʃtˈɛɾn hˈiːɾ',
      'ein=ein|★=Stern|hier=hier',
    ],
    [
      'as words that are read in their turn',
      'de',
      'ein X.',
      [['X', words('5 €')]],
      'aɪn fˈʏnf ˈɔøroː.',
      'ein=ein|X=5 Euro',
    ],
    [
      'as words for an abbreviation that ends the sentence',
      'de',
      'Ja usw.',
      [['usw.', words('und so')]],
      'jˈɑː ʊnt zˈoː.',
      'Ja=Ja|usw.=und so',
    ],
    [
      'as words with a pause inside',
      'de',
      'Ein A B.',
      [['A B', words('Hut, Hut')]],
      'aɪn hˈuːt, hˈuːt.',
      'Ein=Ein|A B=Hut Hut',
    ],
    [
      'as phonemes without a sound: as it is written',
      'de',
      'Hallo.',
      [['Hallo', phonemes('‿.')]],
      'hˈaloː.',
      'Hallo=Hallo',
    ],
  ]
  test.each(cases)('%s', async (_what, language, text, said, sounds, spoken) => {
    expect(await heard(language, text, said)).toEqual([sounds.normalize('NFD'), spoken])
  })

  test('nothing is a silence with the rule of the dictionary', async () => {
    const { sentences, silences } = await speak('de', 'Das Goethehaus.', [['Goethe', nothing]])
    expect(sentences[0].phonemes).toBe('das hˈaʊs.')
    expect(silences).toEqual([{ startChar: 4, endChar: 10, rule: 'pronunciation dictionary' }])
  })

  test('nothing at all may be left', async () => {
    const { sentences, silences } = await speak('de', 'eins zwei', [
      ['eins', nothing],
      ['zwei', nothing],
    ])
    expect(sentences).toEqual([])
    expect(silences.map(({ startChar, endChar }) => [startChar, endChar])).toEqual([
      [0, 4],
      [5, 9],
    ])
  })

  test('any pronunciations of any text leave words in order and apart', async () => {
    const say = fc.oneof(
      fc.constantFrom(
        nothing,
        goethe,
        phonemes('a b'),
        phonemes('.'),
        words('z. B. 5 €'),
        words('!'),
        words('und, so'),
      ),
      fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }).map(words),
    )
    const cuts = fc.array(fc.tuple(fc.nat(40), fc.nat(12), say), { maxLength: 6 })
    for (const language of ['de', 'fr', 'cmn', 'en-us']) {
      await speak(language, '', [])
      const frontEnd = await loaded.get(language)
      await fc.assert(
        fc.asyncProperty(hostileText('l’homme|今天|z. B.', 'grapheme-ascii'), cuts, async (text, lengths) => {
          let position = 0
          const pronunciations = lengths.flatMap(([gap, length, spoken]) => {
            const startChar = position + gap
            const endChar = startChar + length + 1
            if (endChar > text.length) return []
            position = endChar
            return [{ startChar, endChar, say: spoken }]
          })
          const { sentences = [] } = (await frontEnd?.speak({ text, pronunciations })) ?? {}
          for (const sentence of sentences) checkSentence(text, sentence)
        }),
        { seed: 3, numRuns: 60 },
      )
    }
  })
})

describe('toIpa', () => {
  test.each([
    ['ˈɡøːtə', 'ɡˈøːtə'],
    ["h'Q/m", 'hˈəʊm'],
    ['[t͡ʃa:]', 'tʃaː'],
    ['ˈʤAmz', 'dʒˈeɪmz'],
    ['a.  ˈbe', 'a bˈe'],
    ['.', ''],
    ['ˈ', ''],
    ['„“', ''],
  ])('%s', (given, ipa) => {
    expect(toIpa(given)).toBe(ipa.normalize('NFD'))
  })
})
