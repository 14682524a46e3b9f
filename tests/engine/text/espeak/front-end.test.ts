import { afterAll, describe, expect, test } from 'vitest'
import { loadEspeakFrontEnd } from '../../../../src-main/engine/text/espeak'
import { asWritten } from '../../../../src-main/engine/text/speakable-text'
import type { FrontEnd, SpokenSentence } from '../../../../src-main/engine/text/spoken-text'
import { checkFlood, checkMixtures, checkParts, floods, hostileText, unspeakable } from '../hostile-text'

const loaded = new Map<string, Promise<FrontEnd>>()
function frontEndOf(language: string): Promise<FrontEnd> {
  const known = loaded.get(language) ?? loadEspeakFrontEnd({ language })
  loaded.set(language, known)
  return known
}
const speak = async (language: string, text: string): Promise<SpokenSentence[]> =>
  (await (await frontEndOf(language)).speak(asWritten(text))).sentences
afterAll(async () => {
  for (const frontEnd of loaded.values()) {
    await (await frontEnd).dispose()
    await (await frontEnd).dispose()
  }
})

const phonemesOf = (sentences: readonly SpokenSentence[]): string =>
  sentences.map(({ phonemes }) => phonemes).join(' ')

/** Each word with what is heard for it: 'of=əv'. */
async function wordsOf(language: string, text: string): Promise<string[]> {
  const sentences = await speak(language, text)
  return sentences.flatMap(({ words, phonemes }) =>
    words.map(
      (word) =>
        `${text.slice(word.startChar, word.endChar)}=${phonemes.slice(word.phonemeStart, word.phonemeEnd)}`,
    ),
  )
}

/** What the package's espeak-ng says; punctuation stays where it was printed. */
const golden = [
  ['en-us', 'I would have gone out of the house.', 'aɪ wʊdhɐv ɡɔn ˌaʊɾəv ðə hˈaʊs.'],
  ['en-us', '“Well,” she said — “why not?”', 'wˈɛl, ʃiː sˈɛd; wˌaɪ nˈɑːt?'],
  ['en-gb', 'The car park is far away!', 'ðə kˈɑː pˈɑːk ɪz fˈɑːɹ ɐwˈeɪ!'],
  [
    'de',
    'Ich habe das Häuschen gekauft, weil der Ofen kaputt war.',
    'ɪç hɑːbə das hˈɔøsçən ɡəkˈaʊft, vˌaɪl dɛɾ ˈoːfən kˈɑpʊt vɑːɾ.',
  ],
  ['fr', 'Qu’est-ce que l’homme a dit à l’école ?', 'kɛskˌə lˈɔm a dˈi a lekˈɔl?'],
  ['es', '¿Dónde está la biblioteca, señor García?', 'dˈonde estˈa la βˌiβliotˈeka, seɲˈoɾ ɣaɾθˈia?'],
  ['ar', 'مرحبا بالعالم، كيف حالك؟', 'mrħbˈaː bilʕˈaːlam, kˈajfa ħˈaːlik?'],
  [
    'cmn',
    '今天天气很好，我们去公园。',
    'tɕˈi5n thˈiɛ5n thˈiɛ5n tɕhˈi5 χəɜnχˈɑu2, wˈo2 mə4n tɕhˈy5 kˈonɡ5 jˈyæɜn.',
  ],
  ['pt-br', 'Eu não sei.', 'eʊ nˌɐ̃ʊ̃ sˈeɪ.'],
] as const

describe('loadEspeakFrontEnd', () => {
  test('a voice that espeak lacks is refused by name', async () => {
    await expect(loadEspeakFrontEnd({ language: 'xx-none' })).rejects.toMatchObject({
      code: 'voice/incompatible',
      details: { voice: 'xx-none' },
    })
    await expect(loadEspeakFrontEnd({ language: '' })).rejects.toMatchObject({ code: 'voice/incompatible' })
  })

  test.each(golden)('%s: %s', async (language, text, phonemes) => {
    expect(phonemesOf(await speak(language, text))).toBe(phonemes.normalize('NFD'))
  })

  test('accents are symbols of their own, as Piper voices know them', async () => {
    const [{ phonemes }] = await speak('fr', 'Un bon vin blanc.')
    expect(phonemes).toContain('ɔ\u0303')
    expect(phonemes).toBe(phonemes.normalize('NFD'))
  })

  test('words said as one are divided, each with a part of the sounds', async () => {
    expect(await wordsOf('en-us', 'He came out of the house.')).toEqual(
      'He=hiː|came=kˈeɪm|out=ˌaʊɾ|of=əv|the=ðə|house=hˈaʊs'.split('|'),
    )
    expect(await wordsOf('en-us', 'I would have been one of the best.')).toEqual(
      expect.arrayContaining(['would=wʊd', 'have=hɐv', 'of=ʌv', 'the=ðə']),
    )
    expect(await wordsOf('fr', 'Qu’est-ce que tu dis ?')).toEqual(
      'Qu’est-ce=kɛs|que=kˌə|tu=ty|dis=dˈi'.split('|'),
    )
  })

  test('a number of several words is one word', async () => {
    expect(await wordsOf('en-us', 'In 1987 it cost $19.50.')).toEqual(
      'In=ɪn|1987=nˈaɪntiːn ˈeɪɾi sˈɛvən|it=ɪt|cost=kˈɔst|$19.50=nˈaɪntiːn dˈɑːlɚz ænd fˈɪfti sˈɛnts'.split(
        '|',
      ),
    )
    const german = await wordsOf('de', 'Es war 2026 im Mai.')
    expect(german.map((word) => word.split('=')[0])).toEqual('Es|war|2026|im|Mai'.split('|'))
    expect(german[2]).toContain('tˈaʊzənt')
  })

  test('elisions are one word, with either apostrophe', async () => {
    expect(await wordsOf('fr', "l'homme et l’homme")).toEqual("l'homme=lˈɔm|et=e|l’homme=lˈɔm".split('|'))
  })

  test.each([
    ['en-us', 'He ran out of the house.', 'He|ran|out|of|the|house'],
    ['en-us', '“I would have been,” she said.', 'I|would|have|been|she|said'],
    ['fr', "l’homme d’une île, c’est-à-dire l'ami", "l’homme|d’une|île|c’est-à-dire|l'ami"],
    ['fr', 'Qu’a-t-il dit ? Donne-le-moi !', 'Qu’a-t-il|dit|Donne-le-moi'],
    ['fr', '« Viens », dit-elle à 17h30.', 'Viens|dit-elle|à|17h30'],
    ['it', "Nell'autunno dell’anno c'era l’uva.", "Nell'autunno|dell’anno|c'era|l’uva"],
    ['es', '¿Dónde está? ¡Dámelo, por favor!', 'Dónde|está|Dámelo|por|favor'],
    ['es', 'El 3.er año costó 1.234,56 €.', 'El|3.er|año|costó|1.234,56 €'],
    ['pt', 'Dá-me-lo às 17h30, sr. Silva.', 'Dá-me-lo|às|17h30|sr.|Silva'],
    ['de', 'Am 3. Mai kamen z. B. 1.234 Leute.', 'Am|3.|Mai|kamen|z. B.|1.234|Leute'],
    ['de', '„Geht’s?“ – »Ja«, (sagte) er.', 'Geht’s|Ja|sagte|er'],
    ['ar', 'اَلشَّمْسُ وَالْقَمَرُ، البيتُ!', 'اَلشَّمْسُ|وَالْقَمَرُ|البيتُ'],
    ['ar', 'عندي ١٢ كتابا.', 'عندي|١٢|كتابا'],
    ['cmn', '他说：“去公园！”3月5日', '他|说|去|公|园|3|月|5|日'],
    ['cmn', '第21章：1987年', '第|21|章|1987|年'],
    ['ru', 'В 1990 г. был XIX в.', 'В|1990|г.|был|XIX в.'],
    ['nl', "'s Avonds om 17.30 uur zo'n foto's", "s|Avonds|om|17.30 uur|zo'n|foto's"],
  ] as const)('%s: the words of %s', async (language, text, words) => {
    expect((await wordsOf(language, text)).map((word) => word.slice(0, word.lastIndexOf('=')))).toEqual(
      words.split('|'),
    )
  })

  test('a language without spaces has its words where espeak has them', async () => {
    expect((await wordsOf('cmn', '我们去公园。1987年')).map((word) => word.split('=')[0])).toEqual(
      '我|们|去|公|园|1987|年'.split('|'),
    )
  })

  test('ranges are exact past everything that is longer in one encoding than in the other', async () => {
    const text =
      '“Don’t” 😀 say\u00a0naïve\ncafe\u0301s, soft\u00adhyphens\u200b or 👩‍🚀\r\n(Dr. Smith’s) 𝒳 well-known e.g. 3½ — words etc. and more.'
    const words = (await wordsOf('en-us', text)).map((word) => word.split('=')[0])
    expect(words.filter((word) => word !== '𝒳')).toEqual(
      'Don’t|😀|say|naïve|cafe\u0301s|soft\u00adhyphens|or|👩‍🚀|Dr.|Smith’s|well-known|e.g.|3½|words|etc.|and|more'.split(
        '|',
      ),
    )
    const german = '„Größe“ 😀 über\u00a0Äpfel\nu\u0308ben, weich\u00adteil z.\u00a0B. 👩‍🚀 Straße.'
    expect((await wordsOf('de', german)).map((word) => word.split('=')[0])).toEqual(
      'Größe|über|Äpfel|u\u0308ben|weich\u00adteil|z.\u00a0B.|Straße'.split('|'),
    )
  })

  test('periods inside a sentence make no pause, rows of them do', async () => {
    const [{ phonemes }] = await speak('en-us', 'Dr. Smith met J. R. Brown... and left.')
    expect(phonemes.match(/[,;:.?!]/g)).toEqual([';', '.'])
  })

  test('what cannot be said yields nothing, and never throws', async () => {
    for (const language of ['en-us', 'de'])
      for (const text of [...unspeakable, '«»', '...'])
        expect(await speak(language, text), JSON.stringify(text)).toEqual([])
  })

  test('long sentences come in parts of at most 400 phonemes that lose no word', async () => {
    await checkParts((text) => speak('en-us', text))
  })

  test.each(['en-us', 'de', 'fr', 'cmn', 'hi'])(
    'any mixture keeps its words inside, in order and complete: %s',
    async (language) => {
      const own =
        'out of the|would have|l’homme|aujourd’hui|z. B.|1 234 567' +
        '|今天|。|，|مرحبا|؟|नमस्ते|।|สวัสดี|[[|]]|<b>|&amp;|_|(en)|\\|%|^'
      await checkMixtures((text) => speak(language, text), {
        texts: hostileText(own, 'binary'),
        heard: /[A-Za-z0-9]/g,
        runs: 150,
        check: checkSpaces,
      })
    },
  )

  test.each([
    ...floods,
    ['commas', ','.repeat(100_000)],
    ['lone surrogates', '\ud83d '.repeat(50_000)],
  ] as const)('a flood of %s ends in time', async (_name, text) => {
    // German: the rules that come before espeak in English have floods of their own.
    await checkFlood((flood) => speak('de', flood), text, 40_000)
  })

  test('a sentence of twelve words takes about two milliseconds', async () => {
    const text = 'The lighthouse keeper climbed the winding stairs before the great storm arrived.'
    const times: number[] = []
    for (let run = 0; run < 60; run++) {
      const startMilliseconds = performance.now()
      await speak('en-us', text)
      times.push(performance.now() - startMilliseconds)
    }
    const median = times.sort((a, b) => a - b)[30]
    console.log(`espeak front end: 12 words ${median.toFixed(2)} ms`)
    expect(median).toBeLessThan(20)
  })
})

/** One space between words, and none in what is heard of a word. */
function checkSpaces({ phonemes, words }: SpokenSentence): void {
  expect(phonemes).toMatch(/^\S+( \S+)*$/)
  for (const { phonemeStart, phonemeEnd } of words) {
    const heard = phonemes.slice(phonemeStart, phonemeEnd)
    expect(heard.trim()).toBe(heard)
  }
}
