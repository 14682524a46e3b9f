import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asideSuffix, recordingWordsSuffix } from '@contract/recording-words'
import { distinctNames, safeFileName } from '@contract/safe-file-name'

const family = '👩‍👩‍👧'
const stack = `e${'\u0301'.repeat(200)}`
/** A text, and its name where that is not the text. */
const titles: readonly (readonly [text: string, name?: string])[] = [
  ['Moby-Dick; or, The Whale'],
  ['Ünïcode 🐋'],
  ['../../etc/passwd', 'etc passwd'],
  ['C:\\Windows\\system32', 'C Windows system32'],
  ['What? A "title": <b>/|*', 'What A title b'],
  ['line\r\nend\ttab\u0000nul\u007f\u0085', 'line end tab nul'],
  ['two\u2028lines\u2029', 'two lines'],
  ['a\u202egpj.exe', 'a gpj.exe'],
  ['\u2067שלום\u2069 עולם', 'שלום עולם'],
  ['می\u200cخواهم'],
  [`${family} at home`],
  ['soft\u00adhy\u200bphen\ufeff', 'softhyphen'],
  ['Cafe\u0301', 'Café'],
  ['e\u200b\u0301', 'é'],
  ['CON', 'Narration'],
  ['nul.', 'Narration'],
  ['Aux ', 'Narration'],
  ['com¹', 'Narration'],
  ['LPT9', 'Narration'],
  ['CONIN$', 'Narration'],
  ['NUL.tar.gz', 'NUL tar.gz'],
  ['con .. fusion', 'con fusion'],
  ['COM².novel', 'COM² novel'],
  ['Conrad'],
  ['COM10'],
  ['con fusion'],
  ['...', 'Narration'],
  ['', 'Narration'],
  [' \u00a0 ', 'Narration'],
  ['\u2800\u3164', 'Narration'],
  ['.hidden', 'hidden'],
  ['-rf', 'rf'],
  ['~/home', 'home'],
  ['PROGRA~1', 'PROGRA 1'],
  ['. . - trailing . .', 'trailing'],
  ['\u0301alone', 'alone'],
  ['\ue000private\uf021', 'private'],
  ['half \ud83d pair', 'half pair'],
  ['\uffff nobody’s', 'nobody’s'],
  ['a'.repeat(200), 'a'.repeat(80)],
  ['漢'.repeat(100), '漢'.repeat(60)],
  [family.repeat(40), family.repeat(10)],
  [stack, 'Narration'],
  [`A ${stack}`, 'A'],
  ['x'.repeat(79) + ' .tail', 'x'.repeat(79)],
]

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        'con',
        'NUL',
        'Com1',
        'lpt³',
        '.',
        ' ',
        '-',
        '~',
        ':',
        '\u0301',
        '\u200d',
        '\u202e',
        '\ud83d',
        'é',
        '漢',
        family,
        '\ufeff',
        '\u3164',
        '<\u0338',
        '\u037e',
      ),
      { maxLength: 90 },
    )
    .map((parts) => parts.join('')),
)

describe('safeFileName', () => {
  test.each(titles.map(([text, name]) => [text, name ?? text]))('%j is %j', (text, name) => {
    expect(safeFileName(text, 'Narration')).toBe(name)
  })

  test('of any text it is a name that no system refuses or misreads, and its own name', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const name = safeFileName(text, 'Narration')
        expect(name).not.toMatch(/[<>:"/\\|?*~\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Bidi_Control}]/u)
        expect(name).not.toMatch(/^[\s.\-]|[\s.]$|\s\s/)
        expect(name).not.toMatch(/^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/i)
        expect(name).toBe(name.normalize('NFC'))
        expect([...name].length).toBeGreaterThan(0)
        expect([...name].length).toBeLessThanOrEqual(80)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180)
        expect(safeFileName(name, 'other')).toBe(name)
      }),
      { seed: 5, numRuns: 1_000 },
    )
  })

  test('no character that is seen as one is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(family, '🇫🇷', 'é', 'क्षि', '漢', 'a'), { minLength: 1, maxLength: 100 }),
        (parts) => {
          const text = parts.join('').normalize('NFC')
          const whole = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(
            ({ index }) => index,
          )
          expect([...whole, text.length]).toContain(safeFileName(text, '').length)
        },
      ),
      { seed: 6, numRuns: 200 },
    )
  })
})

describe('distinctNames', () => {
  test('what a folder takes for the same is numbered, and what was there first stays', () => {
    expect(distinctNames(['Title', 'title', 'TITLE (2)', 'Other', 'Title', 'Café', 'Cafe\u0301'])).toEqual([
      'Title',
      'title (3)',
      'TITLE (2)',
      'Other',
      'Title (4)',
      'Café',
      'Cafe\u0301 (2)',
    ])
    expect(distinctNames(['STRASSE', 'Straße', 'می\u200cخواهم', 'میخواهم'])).toEqual([
      'STRASSE',
      'Straße (2)',
      'می\u200cخواهم',
      'میخواهم (2)',
    ])
  })

  test('of any safe names come as many safe ones, all different, whatever their capitals and forms', () => {
    const names = fc.array(
      fc.oneof(
        hostile.map((text) => safeFileName(text, 'Narration')),
        fc.constantFrom(
          'a',
          'A',
          'a (2)',
          'A (2)',
          'é',
          'É',
          'x'.repeat(80),
          'X'.repeat(80),
          '漢'.repeat(60),
        ),
      ),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(names, (all) => {
        const distinct = distinctNames(all)
        expect(distinct).toHaveLength(all.length)
        for (const form of ['NFC', 'NFD'] as const) {
          expect(new Set(distinct.map((name) => name.normalize(form).toLowerCase())).size).toBe(all.length)
          expect(new Set(distinct.map((name) => name.normalize(form).toUpperCase())).size).toBe(all.length)
        }
        for (const name of distinct) expect(safeFileName(name, 'other')).toBe(name)
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})

describe('in a folder', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lector-names-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('a file of each name, with the longest endings that Lector has, is there under that name', async () => {
    const names = distinctNames([
      ...titles.map(([text]) => safeFileName(text, 'Narration')),
      ...fc.sample(hostile, { seed: 8, numRuns: 200 }).map((text) => safeFileName(text, 'Narration')),
    ]).map((name) => name + recordingWordsSuffix + asideSuffix)
    for (const name of names) await writeFile(join(folder, name), name, { flag: 'wx' })
    expect((await readdir(folder)).map((name) => name.normalize('NFC')).sort()).toEqual([...names].sort())
  })
})
