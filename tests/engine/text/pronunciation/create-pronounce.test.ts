import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PronunciationEntry } from '@contract/pronunciation'
import { createPronounce } from '../../../../src-main/engine/text/pronunciation'
import { maxPatternSize } from '../../../../src-main/engine/text/pronunciation/pattern'
import { entry, paragraph, said } from './said'

const found = (text: string, ...entries: PronunciationEntry[]): string[] =>
  said(createPronounce({ entries }), text)
const anywhere = { match: 'anywhere' } as const
const regex = { match: 'regex' } as const

describe('whole words', () => {
  test.each([
    ['Misaki', 'Misaki came.', ['Misaki=X']],
    ['Misaki', 'Misaki’s cat and Misaki-san', ['Misaki=X', 'Misaki=X']],
    ['Misaki', 'Misakis, xMisaki, Misaki2, Misakié', []],
    ['misaki', 'MISAKI Misaki', ['MISAKI=X', 'Misaki=X']],
    ['straße', 'STRASSE, Straße, STRAẞE', ['STRASSE=X', 'Straße=X', 'STRAẞE=X']],
    ['ΟΔΟΣ', 'οδος οδοσ', ['οδος=X', 'οδοσ=X']],
    ['ışık', 'ışık isik', ['ışık=X']],
    ["don't", 'Don’t', ['Don’t=X']],
    ['don’t', "don't", ["don't=X"]],
    ['e-mail', 'E‑mail', ['E‑mail=X']],
    ['Misaki', 'Mi\u00adsa\u200bki', ['Mi\u00adsa\u200bki=X']],
    ['café', 'cafe\u0301', ['cafe\u0301=X']],
    ['cafe\u0301', 'CAFÉ', ['CAFÉ=X']],
    ['cafe', 'café cafe\u0301', []],
    ['한글', '한글'.normalize('NFD'), ['한글'.normalize('NFD') + '=X']],
    ['New York', 'in New \n York,', ['New \n York=X']],
    ['C++', 'C++, C++11 and AC++', ['C++=X', 'C++=X']],
    ['.NET', 'a .NET b', ['.NET=X']],
    ['Dr.', 'Dr. Who', ['Dr.=X']],
    ['東京', '私は東京に', ['東京=X']],
    ['😀', 'a😀b', ['😀=X']],
    ['𝒳', '𝒳 𝒳y', ['𝒳=X']],
  ])('%j in %j', (text, sentence, expected) => {
    expect(found(sentence, entry(text, 'X'))).toEqual(expected)
  })

  test('case matters where it is to', () => {
    expect(found('Polish polish POLISH', entry('Polish', 'pole', { matchCase: true }))).toEqual([
      'Polish=pole',
    ])
    const both = [entry('IT', 'i tee', { matchCase: true }), entry('it', 'eet')]
    expect(found('It is IT', ...both)).toEqual(['It=eet', 'IT=i tee'])
  })

  test('inside words only what is looked for anywhere', () => {
    expect(found('catalogue cat', entry('cat', 'X', anywhere))).toEqual(['cat=X', 'cat=X'])
    expect(found('cafés', entry('cafe', 'X', anywhere))).toEqual([])
    expect(found('ﬁne', entry('f', 'X', anywhere))).toEqual([])
  })
})

describe('which entry has a place', () => {
  test('the longer text at the same place, else the earlier entry', () => {
    expect(found('New York Times', entry('New', 'a'), entry('New York', 'b'))).toEqual(['New York=b'])
    expect(found('New York Times', entry('York Times', 'a'), entry('New York', 'b'))).toEqual([
      'York Times=a',
    ])
    expect(found('one', entry('one', 'a'), entry('ONE', 'b'))).toEqual(['one=a'])
    expect(found('New York', entry('New', 'a'), entry('new \\w+', 'b', regex))).toEqual(['New York=b'])
    expect(found('I live', entry('l\\w+', 'a', regex), entry('live', 'b'))).toEqual(['live=a'])
  })

  test('text, document, this document’s entries, everybody’s entries, lexicons, in this order', () => {
    const say = (words: string, scope: PronunciationEntry['scope']) => entry('word', words, { scope })
    const lexicons = [entry('word', 'lexicon'), entry('other', 'lexicon')]
    const entries = [say('everywhere', 'everywhere'), say('document', 'document')]
    const mark = { kind: 'phonemes' as const, startChar: 0, endChar: 4, phonemes: 'mɑɹk' }
    const pronounce = createPronounce({ entries, lexicons })
    expect(said(pronounce, 'word other')).toEqual(['word=document', 'other=lexicon'])
    expect(said(pronounce, 'word other', [mark])).toEqual(['word=/mɑɹk/', 'other=lexicon'])
    expect(said(createPronounce({ entries: entries.slice(0, 1), lexicons }), 'word')).toEqual([
      'word=everywhere',
    ])
    const around = { ...mark, endChar: 20 }
    expect(said(pronounce, '[word](/wˈɜɹd/) word', [around])).toEqual([
      '[=-',
      'word=/wˈɜɹd/',
      '](/wˈɜɹd/)=-',
      'word=document',
    ])
  })

  test('other marks say nothing, and one that reaches beyond the sentence is left to no sentence', () => {
    const pronounce = createPronounce({ entries: [] })
    expect(
      said(pronounce, 'un mot', [{ kind: 'language', startChar: 0, endChar: 6, language: 'fr' }]),
    ).toEqual([])
    const block = paragraph('One. Two.', [{ kind: 'phonemes', startChar: 2, endChar: 7, phonemes: 'ə' }])
    expect(pronounce(block, { startChar: 0, endChar: 4 })).toEqual([])
  })

  test('ranges are of the block’s text, and the sentence’s edges are edges of words', () => {
    const pronounce = createPronounce({ entries: [entry('two', 'X'), entry('^t', 'Y', regex)] })
    expect(pronounce(paragraph('One. Two. Two.'), { startChar: 5, endChar: 9 })).toEqual([
      { startChar: 5, endChar: 8, say: { kind: 'words', words: 'X' } },
    ])
  })
})

describe('words whose phonemes stand beside them', () => {
  const pronounce = createPronounce({ entries: [] })

  test('the word alone is heard', () => {
    expect(said(pronounce, 'Ask [Misaki Abe](/mɪsˈɑki ˈɑbeɪ/)’s cat.')).toEqual([
      '[=-',
      'Misaki Abe=/mɪsˈɑki ˈɑbeɪ/',
      '](/mɪsˈɑki ˈɑbeɪ/)=-',
    ])
  })

  test.each([
    '[docs](/docs/)',
    '[docs](/a/b/)',
    '[x](https://é.org/)',
    '[x](/ˈ/)',
    '[](/ɹɛd/)',
    '[x] (/ɹɛd/)',
    '[x](/ɹ/ɛd/)',
  ])('%s is no notation', (text) => {
    expect(said(pronounce, text)).toEqual([])
  })

  test('where it is shown as code it is written about', () => {
    const text = 'Write [x](/ɹɛd/) here'
    expect(said(pronounce, text, [{ kind: 'code', startChar: 6, endChar: 16 }])).toEqual([])
    expect(pronounce({ ...paragraph(text), kind: 'code' }, { startChar: 0, endChar: text.length })).toEqual(
      [],
    )
  })
})

describe('regular expressions', () => {
  test('groups stand in the words', () => {
    const chapter = entry('ch\\. ?(\\d+)(b)?', 'chapter $1$2, for $$5 of $7', regex)
    expect(found('See Ch. 12.', chapter)).toEqual(['Ch. 12=chapter 12, for $5 of $7'])
    expect(found('a b', entry('a( c)?', '$1', regex))).toEqual(['a=-'])
    expect(found('Mi\u00adsaki’s', entry("misaki's", '$0', regex))).toEqual([
      'Mi\u00adsaki’s=Mi\u00adsaki’s'.replace(/=.*/, "=Misaki's"),
    ])
  })

  test('places are UTF-16 units, case counts where it is to', () => {
    expect(found('😀 B b', entry('b', 'X', { ...regex, matchCase: true }))).toEqual(['b=X'])
    expect(found('😀 B b', entry('b', 'X', regex))).toEqual(['B=X', 'b=X'])
    expect(found('é e\u0301', entry('é', 'X', regex))).toEqual(['é=X', 'e\u0301=X'])
  })

  test('matches of nothing, and patterns that cannot be used, are passed over', () => {
    for (const pattern of ['x*', '\\b', '[', '(?=a)', '(a)\\1'])
      expect(found('a b', entry(pattern, 'X', regex), entry('b', 'Y')), pattern).toEqual(['b=Y'])
  })
})

const words = 'the quick brown fox jumps over a lazy dog and goes home'.split(' ')
/** As people's dictionaries are: names of several letters, some of two words. */
const many: PronunciationEntry[] = Array.from({ length: 20_000 }, (_, index) => {
  const name = [index % 100, Math.floor(index / 100)]
    .map((part) => words[part % 12] + part.toString(36))
    .join('')
  return entry(index % 7 === 0 ? `${name} ${words[index % 12]}` : name, 'X')
})

test('twenty thousand entries cost next to nothing', () => {
  const made = performance.now()
  const pronounce = createPronounce({ entries: many })
  const makeMilliseconds = performance.now() - made
  const text = 'The quick0the0 brown fox jumped over a lazy dog at home again.'
  const block = paragraph(text)
  const times: number[] = []
  for (let run = 0; run < 300; run++) {
    const startMilliseconds = performance.now()
    pronounce(block, { startChar: 0, endChar: text.length })
    times.push(performance.now() - startMilliseconds)
  }
  const median = times.sort((a, b) => a - b)[150]
  console.log(
    `20,000 entries: made in ${makeMilliseconds.toFixed(0)} ms, ${median.toFixed(3)} ms a sentence of 12 words`,
  )
  expect(median).toBeLessThan(5)
  expect(said(pronounce, 'Hail the0the0 the!')).toEqual(['the0the0 the=X'])
})

describe('hostile dictionaries and texts end in time', () => {
  const flood = 100_000
  test.each([
    ['(a+)+$', 'a'.repeat(flood) + 'b'],
    ['(a*)*b', 'a'.repeat(flood)],
    ['a(.*z)?', 'a'.repeat(flood)],
    ['((a{1,20}){1,20})$', 'a'.repeat(flood) + 'b'],
    ['(\\w+\\s?)+!', 'word '.repeat(flood / 5)],
    ['(.|.|.)*x', '\u00e9'.repeat(flood)],
  ])('%s', (pattern, text) => {
    const startMilliseconds = performance.now()
    found(text, entry(pattern, '$0$0$0$0', regex))
    expect(performance.now() - startMilliseconds).toBeLessThan(8_000)
  })

  test('a pattern larger than allowed is not used', () => {
    const large = entry(`(a|b){${maxPatternSize / 2}}`, 'X', regex)
    expect(found('ab'.repeat(maxPatternSize), large)).toEqual([])
  })

  test('keys of one letter, each longer by one, in a text of that letter', () => {
    const entries = Array.from({ length: 500 }, (_, index) => entry('a'.repeat(index + 1), 'X', anywhere))
    const startMilliseconds = performance.now()
    expect(found('a'.repeat(flood), ...entries).length).toBeGreaterThan(100)
    expect(performance.now() - startMilliseconds).toBeLessThan(15_000)
  })

  test.each([
    ['brackets', '['.repeat(flood)],
    ['openings', '[a](/'.repeat(flood / 5)],
    ['notations', '[a](/ə/)'.repeat(flood / 8)],
    ['marks', 'e' + '\u0301'.repeat(flood)],
    ['invisible', '\u00ad'.repeat(flood)],
  ])('a flood of %s', (_, text) => {
    const startMilliseconds = performance.now()
    found(text, entry('a', 'X', anywhere), entry('e', 'Y'))
    expect(performance.now() - startMilliseconds).toBeLessThan(8_000)
  })
})

const letters = fc.constantFrom(..."aA éeß\u0301\u00ad’'- .1[](/ə/)世😀\ud83dis".split(''))
const text = fc.array(letters, { maxLength: 40 }).map((parts) => parts.join(''))
const anyEntry = fc
  .record({
    text: fc.array(letters, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
    match: fc.constantFrom('word', 'anywhere', 'regex'),
    matchCase: fc.boolean(),
    say: fc.constantFrom(
      { kind: 'nothing' },
      { kind: 'words', words: 'x $1' },
      { kind: 'phonemes', phonemes: 'ə' },
    ),
    scope: fc.constantFrom('document', 'everywhere'),
  })
  .map((fields) => entry(fields.text, 'X', fields as Partial<PronunciationEntry>))

test('ranges are in order, inside the sentence and apart, whatever is looked for in whatever', () => {
  fc.assert(
    fc.property(
      text,
      fc.array(anyEntry, { maxLength: 8 }),
      fc.nat(10),
      fc.nat(10),
      (source, entries, from, cut) => {
        const startChar = Math.min(from, source.length)
        const endChar = Math.max(startChar, source.length - cut)
        let position = startChar
        for (const range of createPronounce({ entries })(paragraph(source), { startChar, endChar })) {
          expect(range.startChar).toBeGreaterThanOrEqual(position)
          expect(range.endChar).toBeGreaterThan(range.startChar)
          position = range.endChar
        }
        expect(position).toBeLessThanOrEqual(endChar)
      },
    ),
    { seed: 21, numRuns: 500 },
  )
})

test('a word is found however it is composed, in any case, with any apostrophe', () => {
  const word = fc
    .array(fc.constantFrom(..."aéßΣñ'üк".split('')), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(
      word,
      fc.constantFrom<'NFC' | 'NFD'>('NFC', 'NFD'),
      fc.boolean(),
      (written, form, isUpper) => {
        fc.pre(!/^'|'$/.test(written))
        const shown = (isUpper ? written.toUpperCase() : written).normalize(form).replaceAll("'", '’')
        expect(found(`(${shown})`, entry(written, 'X'))).toEqual([`${shown}=X`])
      },
    ),
    { seed: 22, numRuns: 300 },
  )
})
