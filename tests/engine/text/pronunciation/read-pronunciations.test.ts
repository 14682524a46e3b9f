import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import type { PronunciationEntry } from '@contract/pronunciation'
import {
  checkEntry,
  readPronunciations,
  writePronunciations,
  type PronunciationFormat,
} from '../../../../src-main/engine/text/pronunciation'
import { entry } from './said'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (text: string, fileName = 'words.txt') => readPronunciations(bytesOf(text), fileName)
const phonemes = (text: string, sounds: string) =>
  entry(text, '', { say: { kind: 'phonemes', phonemes: sounds } })

function failure(text: string | Uint8Array, fileName = 'words.csv'): string {
  try {
    readPronunciations(typeof text === 'string' ? bytesOf(text) : text, fileName)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(error.code).toBe('pronunciation/unreadable')
    expect(error.details.fileName).toBe(fileName)
    return error.message
  }
  throw new Error('It was read')
}

describe('JSON', () => {
  test('Lector’s own, and the entries alone', () => {
    const list = '[{"text": "Misaki", "say": {"kind": "words", "words": "Mee sah kee"}}]'
    const expected = { entries: [entry('Misaki', 'Mee sah kee')], problems: [] }
    expect(read(list)).toEqual(expected)
    expect(read(`{"lector": "pronunciations", "version": 1, "entries": ${list}}`)).toEqual(expected)
  })

  test('entries that are wrong are told of, the others kept', () => {
    const { entries, problems } = read(
      '[{"text": "a", "say": {"kind": "nothing"}}, 7, {"text": "(", "match": "regex", "say": {"kind": "nothing"}}, {"text": ""}]',
    )
    expect(entries).toHaveLength(1)
    expect(problems).toEqual([
      { code: 'no-entry' },
      { code: 'pattern-parenthesis', values: { part: '(' } },
      { code: 'wrong-field', values: { field: 'text' } },
    ])
  })

  test('what is no dictionary is refused with its place', () => {
    expect(failure('{"lector": "settings"}', 'a.json')).toBe(
      'a.json: it is JSON, but no dictionary of Lector',
    )
    expect(failure('[\n{"text": "a"},\n}]', 'a.json')).toMatch(/^a\.json(, line 3)?: the JSON is broken$/)
    expect(failure('['.repeat(200_000), 'a.json')).toContain('a.json')
  })
})

describe('CSV', () => {
  const expected = [
    entry('Misaki', 'Mee, sah "kee"', { scope: 'document', matchCase: true }),
    phonemes('Abe', 'ˈɑbeɪ'),
    entry('hm+', 'x', { match: 'regex', say: { kind: 'nothing' } }),
  ]

  test.each([
    [
      'in the usual order',
      'text,match,case,say,kind,scope\r\nMisaki,word,yes,"Mee, sah ""kee""",words,document\r\nAbe,,,ˈɑbeɪ,phonemes,\r\nhm+,regex,no,,nothing,everywhere\r\n',
    ],
    [
      'with semicolons, in another order, with a byte order mark',
      '\ufeffSay;Text;Kind;Scope;Case;Match\n"Mee, sah ""kee""";Misaki;words;document;1;word\n\nˈɑbeɪ;Abe;phonemes;;;\n;hm+;nothing;;;regex\n',
    ],
    [
      'with tabs and columns of others',
      'id\ttext\tsay\tkind\tmatch\tcase\tscope\r1\tMisaki\t"Mee, sah ""kee"""\t\t\tTRUE\tdocument\r2\tAbe\t/ˈɑbeɪ/\r3\thm+\t\tnothing\tregex\t\t',
    ],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual({ entries: expected, problems: [] })
  })

  test('as spreadsheets save it: UTF-16, windows-1252', () => {
    const wide = new Uint8Array(Buffer.from('\ufefftext\tsay\nZoë\tZoh-ee\n', 'utf16le'))
    expect(readPronunciations(wide, 'a.csv').entries).toEqual([entry('Zoë', 'Zoh-ee')])
    const narrow = new Uint8Array(Buffer.from('text,say\nZo\xeb,Zoh-ee\n', 'latin1'))
    expect(readPronunciations(narrow, 'a.csv').entries).toEqual([entry('Zoë', 'Zoh-ee')])
  })

  test('bad lines are told of by number, over quoted line ends', () => {
    const { entries, problems } = read('text,say,kind,match\n"a\nb",c\n\n,x\nd,,\ne,f,sing\n[,x,,regex\ng,h')
    expect(entries).toEqual([entry('a\nb', 'c'), entry('g', 'h')])
    expect(problems.map(({ line }) => line)).toEqual([5, 6, 7, 8])
    expect(problems[3]).toMatchObject({ code: 'pattern-bracket', values: { part: '[' } })
  })

  test('a quotation mark that is never closed is told of', () => {
    expect(failure('text,say\na,"b\nc,d\n')).toBe('words.csv, line 2: a quotation mark is not closed')
  })

  test('a spreadsheet finds no formula to run', () => {
    const formulas = ['=1+1', '+cmd', '-x', '@a', "'=y", "''+z", '\tx'].map((text) =>
      entry(text, '=HYPERLINK("x")', { match: 'anywhere' }),
    )
    const { text } = writePronunciations(formulas, 'csv')
    expect(text).not.toMatch(/(^|,|\n)"?[=+\-@\t]/)
    expect(read(text)).toEqual({ entries: formulas, problems: [] })
  })
})

describe('lists of other readers', () => {
  const expected = [entry('Dr', 'Doctor'), entry('Mt', 'Mount, a = b')]
  test.each([
    ['Dr,Doctor\nMt,"Mount, a = b"\n'],
    ['word,replacement\nDr,Doctor\nMt,"Mount, a = b"\n'],
    ['# my list\n\nDr=Doctor\nMt = Mount, a = b'],
    ['Dr\tDoctor\r\nMt\tMount, a = b'],
    ['"Dr";"Doctor"\n"Mt";"Mount, a = b"'],
  ])('%j', (text) => {
    expect(read(text)).toEqual({ entries: expected, problems: [] })
  })

  test('phonemes stand between slashes, and a word may begin with a bracket', () => {
    expect(read('Abe,/ˈɑbeɪ/\n[x],y').entries).toEqual([phonemes('Abe', 'ˈɑbeɪ'), entry('[x]', 'y')])
    expect(read('[x],y\nand/or,and or').entries).toEqual([entry('[x]', 'y'), entry('and/or', 'and or')])
  })

  test('a line without a replacement is told of', () => {
    expect(read('Dr,Doctor\nnothing\nx,\n')).toEqual({
      entries: [entry('Dr', 'Doctor')],
      problems: [
        { line: 2, code: 'no-sign', values: { sign: 'comma' } },
        { line: 3, code: 'missing-half' },
      ],
    })
  })

  test('what holds no entry is refused with its first line', () => {
    expect(failure('Just some prose.\nAnd more.')).toMatch(/^words\.csv, line 1: There is no/)
    expect(failure(' \n')).toBe('words.csv: it is empty')
    expect(failure(new Uint8Array([0x89, 0x50, 0, 0, 1]))).toBe('words.csv: it is not text')
    expect(failure(new Uint8Array(33 * 2 ** 20))).toBe('words.csv: it is larger than any dictionary')
  })

  test('no more than a hundred problems, and no more entries than a dictionary may have', () => {
    expect(read('a,b\n' + 'x\n'.repeat(5_000)).problems).toHaveLength(100)
    const { entries, problems } = read('a,b\n'.repeat(20_001))
    expect(entries).toHaveLength(20_000)
    expect(problems).toEqual([{ line: 20_001, code: 'too-many', values: { count: 20_000 } }])
  })
})

describe('PLS', () => {
  const lexicon = (lexemes: string, attributes = 'alphabet="ipa"') =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" ${attributes} xml:lang="en">${lexemes}</lexicon>`

  test('graphemes, phonemes and aliases, the preferred one first', () => {
    const { entries, problems } = read(
      lexicon(`
        <meta name="x"/><metadata><a xmlns="urn:x"><b>grapheme</b></a></metadata>
        <lexeme><grapheme>colour</grapheme><grapheme>color</grapheme>
          <phoneme>ˈkʌlə</phoneme><phoneme prefer="true">ˈkʌ<!-- x -->lɚ</phoneme></lexeme>
        <lexeme><grapheme><![CDATA[W3C & co]]></grapheme><alias>World  Wide Web &amp; company</alias></lexeme>
        <lexeme role="x:y" xmlns:x="urn:x"><grapheme>cheese</grapheme><phoneme alphabet="x-sampa">"tSi:z</phoneme></lexeme>`),
    )
    expect(problems).toEqual([])
    expect(entries).toEqual([
      phonemes('colour', 'ˈkʌlɚ'),
      phonemes('color', 'ˈkʌlɚ'),
      entry('W3C & co', 'World Wide Web & company'),
      phonemes('cheese', 'ˈtʃiːz'),
    ])
  })

  test('an alphabet for all, a prefix for the namespace, no namespace at all', () => {
    const xSampa = '<lexeme><grapheme>hat</grapheme><phoneme>h{t</phoneme></lexeme>'
    expect(read(lexicon(xSampa, 'alphabet="x-sampa"')).entries).toEqual([phonemes('hat', 'hæt')])
    const prefixed = `<p:lexicon xmlns:p="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa"><p:lexeme><p:grapheme>a</p:grapheme><p:alias>b</p:alias></p:lexeme></p:lexicon>`
    expect(read(prefixed).entries).toEqual([entry('a', 'b')])
    expect(
      read('<lexicon><lexeme><grapheme>a</grapheme><alias>b</alias></lexeme></lexicon>').entries,
    ).toEqual([entry('a', 'b')])
  })

  test('lexemes that say nothing are told of', () => {
    const { entries, problems } = read(
      lexicon(`<lexeme><grapheme>a</grapheme></lexeme>
<lexeme><alias>b</alias></lexeme>
<lexeme><grapheme>c</grapheme><alias>d</alias></lexeme>`),
    )
    expect(entries).toEqual([entry('c', 'd')])
    expect(problems.map(({ line }) => line)).toEqual([2, 3])
  })

  test.each([
    ['broken XML', '<lexicon>\n<lexeme></lexicon>', 'words.pls, line 2: the XML is broken'],
    ['other XML', '<html><body/></html>', 'words.pls, line 1: it is XML, but no pronunciation lexicon'],
    ['deep nesting', '<lexicon>' + '<a>'.repeat(100_000), 'words.pls, line 1: it is nested too deep'],
    [
      'entities that multiply',
      `<!DOCTYPE lexicon [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<lexicon><lexeme><grapheme>&c;</grapheme><alias>x</alias></lexeme></lexicon>`,
      'words.pls, line 2: the XML is broken',
    ],
    [
      'an entity from elsewhere',
      '<!DOCTYPE lexicon [<!ENTITY x SYSTEM "file:///etc/passwd">]><lexicon><lexeme><grapheme>a</grapheme><alias>&x;</alias></lexeme></lexicon>',
      'words.pls, line 1: the XML is broken',
    ],
    [
      'an attribute without end',
      '<lexicon alphabet="' + 'x'.repeat(1_000_000),
      'words.pls, line 1: the XML is broken',
    ],
  ])('%s is refused', (_, text, message) => {
    const startMilliseconds = performance.now()
    expect(failure(text, 'words.pls')).toBe(message)
    expect(performance.now() - startMilliseconds).toBeLessThan(2_000)
  })
})

test('checkEntry tells what an entry can never do', () => {
  const regex = { match: 'regex' } as const
  const problems = [
    entry('ok', 'x'),
    entry('(\\w+)', '$1', regex),
    entry('\u00ad ', 'x'),
    entry('a*', 'x', regex),
    entry('(?=a)', 'x', regex),
    entry('(a{1,100}){1,9}', 'x', regex),
    entry('[x', 'x', regex),
    entry('(((a{9}){9}){9}){9}', 'x', regex),
    phonemes('a', 'ˈː'),
  ].map((given) => {
    const problem = checkEntry(given)
    return problem && [problem.code, problem.values?.part]
  })
  expect(problems).toEqual([
    null,
    null,
    ['no-text', undefined],
    ['pattern-of-nothing', undefined],
    ['pattern-unsupported', '(?='],
    ['pattern-too-large', undefined],
    ['pattern-bracket', '[x'],
    ['pattern-repeat-size', expect.any(String)],
    ['no-sound', undefined],
  ])
})

test.each([
  ['a)', 'pattern-parenthesis-unopened'],
  ['a\\', 'pattern-escape'],
  ['\\8', 'pattern-escape'],
  ['*a', 'pattern-repeat'],
  ['a{2000}', 'pattern-repeat-size'],
  ['[z-a]', 'pattern-range'],
  ['(?P<1>a)(?P<>b)', 'pattern-group-name'],
])('checkEntry says what is wrong with %s', (text, code) => {
  expect(checkEntry(entry(text, 'x', { match: 'regex' }))).toMatchObject({ code })
})

describe('round trips', () => {
  const written = fc
    .array(fc.constantFrom(...'aÉ ß’\'"<>&,;=\t\n\r+-@#[]{}()|世😀\u0301:/0'), { minLength: 1, maxLength: 8 })
    .map((parts) => parts.join(''))
  const heard = written.filter((text) => text.trim() !== '')
  const anyEntry = fc
    .record({
      text: written.filter((text) => checkEntry(entry(text, 'x')) === null),
      match: fc.constantFrom<PronunciationEntry['match'][]>('word', 'anywhere'),
      matchCase: fc.boolean(),
      say: fc.oneof(
        heard.map((words) => ({ kind: 'words' as const, words })),
        fc
          .constantFrom('ˈkʌlə', 'mˈAk', 'nˈaɪn ˈeɪti')
          .map((sounds) => ({ kind: 'phonemes' as const, phonemes: sounds })),
        fc.constant({ kind: 'nothing' as const }),
      ),
      scope: fc.constantFrom<PronunciationEntry['scope'][]>('everywhere', 'document'),
    })
    .map((fields) => entry(fields.text, 'x', fields))
  const entries = fc.array(anyEntry, { minLength: 1, maxLength: 6 })
  const again = (list: readonly PronunciationEntry[], format: PronunciationFormat): PronunciationEntry[] => {
    const { text } = writePronunciations(list, format)
    return readPronunciations(bytesOf(text), `words.${format}`).entries
  }

  test.each(['json', 'csv'] as const)('%s gives back what it was given', (format) => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(again(list, format)).toEqual(list)
      }),
      { seed: 23, numRuns: 400 },
    )
  })

  test('regular expressions, too', () => {
    const list = [
      entry('ch\\. ?(\\d+)', 'chapter $1', { match: 'regex' }),
      entry('=|"(a,b)"', "'=", { match: 'regex' }),
    ]
    expect(again(list, 'json')).toEqual(list)
    expect(again(list, 'csv')).toEqual(list)
  })

  test('an entry for one place is in JSON, and named where a form cannot hold it', () => {
    const place = { block: 2, char: 4, before: 'The ', after: 'Eloi came.' }
    const list = [
      entry('Eloi', 'x', { match: 'anywhere', matchCase: true, scope: 'here', place }),
      entry('a', 'b'),
    ]
    expect(again(list, 'json')).toEqual(list)
    for (const format of ['csv', 'pls'] as const) {
      expect(writePronunciations(list, format).leftOut).toEqual([list[0]])
      expect(again(list, format)).toEqual([list[1]])
    }
    expect(read('text,say,scope\nEloi,x,here\na,b,').problems).toMatchObject([{ code: 'no-place' }])
  })

  test('PLS gives back whole words in any case, in IPA and with single spaces, and names the others', () => {
    const single = (text: string): string => text.replace(/\s+/g, ' ').trim()
    fc.assert(
      fc.property(entries, (list) => {
        const { text, leftOut } = writePronunciations(list, 'pls')
        const held = list.filter((given) => !leftOut.includes(given))
        for (const given of leftOut)
          expect(given.match !== 'word' || given.matchCase || given.say.kind === 'nothing').toBe(true)
        if (held.length === 0) return
        expect(readPronunciations(bytesOf(text), 'words.pls').entries).toEqual(
          held.map((given) => ({
            ...given,
            text: single(given.text),
            scope: 'everywhere',
            say:
              given.say.kind === 'words'
                ? { kind: 'words', words: single(given.say.words) }
                : given.say.kind === 'phonemes'
                  ? { kind: 'phonemes', phonemes: given.say.phonemes.replace('A', 'eɪ') }
                  : given.say,
          })),
        )
      }),
      { seed: 24, numRuns: 400 },
    )
    const control = entry('a\u0001b', 'c')
    expect(writePronunciations([control], 'pls').leftOut).toEqual([control])
  })

  test('an empty dictionary is one in every format', () => {
    expect(read(writePronunciations([], 'json').text).entries).toEqual([])
    expect(read(writePronunciations([], 'csv').text).entries).toEqual([])
    expect(read(writePronunciations([], 'pls').text).entries).toEqual([])
  })

  test('no bytes break the reader but by saying so', () => {
    const startings = fc.constantFrom('', '<', '<lexicon>', '[', '{', 'text,say\n', 'a=b\n', '\ufeff"')
    fc.assert(
      fc.property(startings, fc.uint8Array({ maxLength: 60 }), (starting, rest) => {
        const bytes = new Uint8Array([...bytesOf(starting), ...rest])
        try {
          readPronunciations(bytes, 'x')
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
      { seed: 25, numRuns: 1_000 },
    )
  })
})
