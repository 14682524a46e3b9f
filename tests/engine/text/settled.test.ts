import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { Say } from '@contract/pronunciation'
import { int64, openSession } from '../../../src-main/engine/onnx/session'
import { loadEnglishFrontEnd } from '../../../src-main/engine/text/en'
import { loadEspeakFrontEnd } from '../../../src-main/engine/text/espeak'
import { dictionaryRule } from '../../../src-main/engine/text/settled'
import type { Pronunciation } from '../../../src-main/engine/text/speakable-text'
import type { FrontEnd, SpokenText } from '../../../src-main/engine/text/spoken-text'
import { checkSentence, hostileText } from './hostile-text'

const assetsDirectory = join(__dirname, '../../../models/heart/files')
const hasVoice = existsSync(join(assetsDirectory, 'lexicon_us_gold.json.gz'))

const loaded = new Map<string, Promise<FrontEnd>>()
function frontEndOf(name: string): Promise<FrontEnd> {
  const known =
    loaded.get(name) ??
    (name === 'english'
      ? loadEnglishFrontEnd({ assetsDirectory, variant: 'us', network: { open: openSession, int64 } })
      : loadEspeakFrontEnd({ language: name }))
  loaded.set(name, known)
  return known
}
afterAll(async () => {
  for (const frontEnd of loaded.values()) await (await frontEnd).dispose()
})

const words = (text: string): Say => ({ kind: 'words', words: text })
const sounds = (text: string): Say => ({ kind: 'phonemes', phonemes: text })
const nothing: Say = { kind: 'nothing' }

/** The first places of texts with what is said there. */
async function speak(name: string, text: string, ...says: [string, Say][]): Promise<SpokenText> {
  let from = 0
  const pronunciations = says.map(([printed, say]): Pronunciation => {
    const startChar = text.indexOf(printed, from)
    from = startChar + printed.length
    return { startChar, endChar: from, say }
  })
  const spoken = await (await frontEndOf(name)).speak({ text, pronunciations })
  for (const sentence of spoken.sentences) checkSentence(text, sentence)
  return spoken
}

/** 'printed=phonemes' or, where the words are others than printed, 'printed(spoken)=phonemes'; silences in braces. */
async function heard(name: string, text: string, ...says: [string, Say][]): Promise<string> {
  const { sentences, silences } = await speak(name, text, ...says)
  const parts = sentences.flatMap(({ phonemes, words: heardWords }) =>
    heardWords.map(({ startChar, endChar, phonemeStart, phonemeEnd, spoken }) => {
      const printed = text.slice(startChar, endChar)
      const shown = printed === spoken ? printed : `${printed}(${spoken})`
      return { at: startChar, what: `${shown}=${phonemes.slice(phonemeStart, phonemeEnd)}` }
    }),
  )
  for (const { startChar, endChar, rule } of silences) {
    expect(rule).toBe(dictionaryRule)
    parts.push({ at: startChar, what: `{${text.slice(startChar, endChar)}}` })
  }
  return parts
    .sort((a, b) => a.at - b.at)
    .map(({ what }) => what)
    .join(' ')
}
const phonemesOf = ({ sentences }: SpokenText): string => sentences.map(({ phonemes }) => phonemes).join('|')

describe.skipIf(!hasVoice)('English (skipped where the voice "heart" is not in models/)', () => {
  const en = (text: string, ...says: [string, Say][]) => heard('english', text, ...says)

  test('words, phonemes and nothing, at the sentence’s start and end and beside each other', async () => {
    expect(await en('Misaki saw Abe.', ['Misaki', sounds('mɪˈsɑki')], ['Abe', words('Ah bay')])).toBe(
      'Misaki=mɪsˈɑki saw=sˈɔ Abe(Ah bay)=ˈɑ bˈA',
    )
    expect(await en('Well hush now.', ['Well', nothing], ['now', nothing])).toBe('{Well} hush=hˈʌʃ {now}')
    expect(await en('Abe Abe Abe', ['Abe', sounds('ə')], ['Abe', words('bee')], ['Abe', sounds('ɑ')])).toBe(
      'Abe=ə Abe(bee)=bˈi Abe=ɑ',
    )
    expect(await en('AbeAbe', ['Abe', sounds('ə')], ['Abe', sounds('ɑ')])).toBe('AbeAbe(Abe Abe)=ə ɑ')
    expect(phonemesOf(await speak('english', 'Hush.', ['Hush', nothing]))).toBe('')
  })

  test('what is silent between two pauses leaves one', async () => {
    const um = async (text: string): Promise<string> =>
      phonemesOf(await speak('english', text, ['um', nothing]))
    expect(await um('Yes, um, no.')).toBe('jˈɛs, nˈO.')
    expect(await um('um, no.')).toBe('nˈO.')
    expect(await um('Yes, um.')).toBe('jˈɛs.')
    expect(await um('Yes, um')).toBe('jˈɛs')
    expect(await um('Yes — um, no.')).toBe('jˈɛs — nˈO.')
    expect(await um('Yes um, no.')).toBe('jˈɛs, nˈO.')
    expect(await en('Yes, um, no.', ['um', nothing])).toBe('Yes=jˈɛs {um,} no=nˈO')
    expect(await heard('de', 'Ja, um, so, um.', ['um', nothing], ['um', nothing])).toBe(
      'Ja=jˈɑː {um,} so=zˈoː {, um}',
    )
    const two = await speak('english', 'Yes, um, um, no.', ['um', nothing], ['um', nothing])
    expect(phonemesOf(two)).toBe('jˈɛs, nˈO.')
  })

  test('inside quotes and brackets, before a period', async () => {
    const quoted = await speak(
      'english',
      '“Abe,” said (Abe). “Abe.”',
      ['Abe', sounds('ˈɑbeɪ')],
      ['Abe', words('Ah bay')],
      ['Abe', sounds('ˈɑbeɪ')],
    )
    expect(phonemesOf(quoted)).toBe('ˈɑbA, sˈɛd (ˈɑ bˈA). ˈɑbA.')
  })

  test('a number, several words, and what a rule would have read', async () => {
    expect(await en('I read 1984.', ['1984', words('nineteen eighty four the book')])).toBe(
      'I=ˌI read=ɹˈɛd 1984(nineteen eighty four the book)=nˌIntˈin ˈATi fˈɔɹ ðə bˈʊk',
    )
    expect(await en('In New York.', ['New York', sounds('nuˈjɔɹk')])).toBe('In=ɪn New York=nujˈɔɹk')
    expect(await en('Elm Dr. is far.', ['Dr.', words('Drive')])).toBe(
      'Elm=ˈɛlm Dr.(Drive)=dɹˈIv is=ɪz far=fˈɑɹ',
    )
    expect(await en('$5 for it', ['5', sounds('fˈIv')])).toContain('dˈɑləɹ fˈIv')
  })

  test('the period of a last abbreviation is heard', async () => {
    for (const say of [words('and so on'), sounds('ɛt sˈɛtɹə'), nothing])
      expect(phonemesOf(await speak('english', 'Cats, dogs, etc.', ['etc.', say]))).toMatch(/[.]$/)
    expect(await en('It is etc.', ['etc.', nothing])).toBe('It=ˌɪt is=ɪz {etc}')
  })

  test('a notation’s word is heard as one with what is attached to it', async () => {
    const text = 'See [Abe](/ˈɑbeɪ/)’s cat and [Jack](/ʤæk/)’s, [Boss](/bɔs/)’s, [Bob](/bʌb/).'
    const around = (word: string, phonemes: string): [string, Say][] => [
      ['[', nothing],
      [word, sounds(phonemes)],
      [`](/${phonemes}/)`, nothing],
    ]
    const says = [
      ...around('Abe', 'ˈɑbeɪ'),
      ...around('Jack', 'ʤæk'),
      ...around('Boss', 'bɔs'),
      ...around('Bob', 'bʌb'),
    ]
    expect(phonemesOf(await speak('english', text, ...says))).toBe('sˈi ˈɑbAz kˈæt ænd ʤæks, bɔsᵻz, bʌb.')
    expect(phonemesOf(await speak('en-us', text, ...says))).toBe('sˈiː ˈɑbeɪz kˈæt ænd dʒæks, bɔsᵻz, bʌb.')
  })

  test('what stands right at a word is part of it', async () => {
    expect(await en('Abe’s', ['Abe', sounds('ˈɑbeɪ')])).toBe("Abe’s(Abe's)=ˈɑbAz")
    expect(phonemesOf(await speak('english', 'Abe-san!', ['Abe', sounds('ˈɑbeɪ')]))).toBe('ˈɑbAsˌɑn!')
  })

  test('phonemes without a sound the voice has leave the word as it is', async () => {
    expect(await en('Good cat', ['cat', sounds('世界')])).toBe('Good=ɡˈʊd cat=kˈæt')
    expect(await en('Good cat', ['cat', sounds('ˈ.')])).toBe('Good=ɡˈʊd cat=kˈæt')
  })

  test('words around are said as they are beside any word', async () => {
    expect(
      phonemesOf(
        await speak('english', 'the Abe and the Bob', ['Abe', sounds('ˈɑbeɪ')], ['Bob', sounds('bʌb')]),
      ),
    ).toBe('ði ˈɑbA ænd ðə bʌb')
  })
})

describe('languages of espeak-ng', () => {
  test('words, phonemes and nothing', async () => {
    const says: [string, Say][] = [
      ['Misaki', sounds('mɪˈsaːki')],
      ['1984', words('das Buch')],
      ['ähm', nothing],
    ]
    expect(await heard('de', 'Misaki las 1984 ähm gestern.', ...says)).toBe(
      'Misaki=mɪsˈaːki las=lˈɑːs 1984(das Buch)=das bˈuːx {ähm} gestern=ɡˈɛstɜn',
    )
  })

  test('at the end, inside quotes and brackets, nothing is said of marks alone', async () => {
    const say = sounds('ˈabe')
    for (const [text, phonemes] of [
      ['„Abe“!', 'ˈabe!'],
      ['(Abe), Abe?', 'ˈabe, ˈabe?'],
      ['Abe.', 'ˈabe.'],
    ]) {
      const says = [...text.matchAll(/Abe/g)].map((): [string, Say] => ['Abe', say])
      const spoken = await speak('de', text, ...says)
      expect(phonemesOf(spoken)).toBe(phonemes)
      expect(spoken.silences).toEqual([])
    }
  })

  test('the period of a last abbreviation is heard', async () => {
    for (const say of [words('und so weiter'), sounds('ʊsf'), nothing])
      expect(phonemesOf(await speak('de', 'Katzen usw.', ['usw.', say]))).toMatch(/[.]$/)
  })

  test('English of a Piper voice knows the same rules', async () => {
    expect(await heard('en-us', 'Elm Dr. is Abe’s.', ['Dr.', words('Drive')], ['Abe', sounds('ˈɑbA')])).toBe(
      "Elm=ˈɛlm Dr.(Drive)=dɹˈaɪv is=ɪz Abe’s(Abe's)=ˈɑbeɪz",
    )
  })
})

const say = fc.constantFrom(nothing, words('a word'), words('12 b'), sounds('ˈɑbeɪ'), sounds('!'), words('…'))

/** Ranges that any dictionary could have found, in order and apart. */
const spoken = fc
  .tuple(
    hostileText('[Abe](/ə/)|Abe’s|un', 'grapheme-ascii'),
    fc.array(fc.tuple(fc.nat(12), fc.integer({ min: 1, max: 9 }), say), { maxLength: 6 }),
  )
  .map(([text, places]) => {
    const pronunciations: Pronunciation[] = []
    let from = 0
    for (const [gap, length, what] of places) {
      const startChar = from + gap
      from = startChar + length
      if (from <= text.length) pronunciations.push({ startChar, endChar: from, say: what })
    }
    return { text, pronunciations }
  })
  // The rule for a slash between words takes the white space before it, which is no part of a printed word.
  .filter(({ text }) => !/\s\//u.test(text))

/** That ranges are in order and inside, and that no letter is lost outside of pronunciations and silences. */
async function checkAny(name: string): Promise<void> {
  const frontEnd = await frontEndOf(name)
  await fc.assert(
    fc.asyncProperty(spoken, async (speakable) => {
      const { text, pronunciations } = speakable
      const { sentences, silences } = await frontEnd.speak(speakable)
      const known = new Uint8Array(text.length)
      for (const sentence of sentences) {
        checkSentence(text, sentence)
        for (const { startChar, endChar } of sentence.words) known.fill(1, startChar, endChar)
      }
      let position = 0
      for (const { startChar, endChar } of silences) {
        expect(startChar).toBeGreaterThanOrEqual(position)
        expect(endChar).toBeLessThanOrEqual(text.length)
        expect([...known.subarray(startChar, endChar)], JSON.stringify(speakable)).not.toContain(1)
        position = endChar
      }
      for (const { startChar, endChar } of [...silences, ...pronunciations]) known.fill(1, startChar, endChar)
      for (const { index } of text.matchAll(/[A-Za-z0-9]/g))
        expect(known[index], `${index} of ${JSON.stringify(speakable)}`).toBe(1)
    }),
    { seed: 31, numRuns: 300 },
  )
}

describe('any pronunciations in any text keep ranges in order and lose no letter', () => {
  test.each(['en-us', 'de'])('%s', (name) => checkAny(name))
  test.skipIf(!hasVoice)('English (skipped where the voice "heart" is not in models/)', () =>
    checkAny('english'),
  )
})
