import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readingsOf, writtenToSpoken } from '../../../../src-main/engine/text/en/normalise'
import { rules } from '../../../../src-main/engine/text/en/normalise/rules'
import { foldText } from '../../../../src-main/engine/text/en/fold-text'

const spokenForm = (text: string): string =>
  writtenToSpoken(text)
    .map(({ spoken }) => spoken)
    .join(' ')
    .replace(/ ([,.;:!?')’])/g, '$1')

/** Written and spoken, by the name of the rule that is to read it. */
const examples: Record<string, [written: string, spoken: string][]> = {
  'e-mail address': [['write to jane.doe@example.co.uk', 'write to jane dot doe at example dot co dot UK']],
  'web address': [
    [
      'see https://www.example.org/a_b?x=1.',
      'see W W W dot example dot org slash a underscore B question mark X equals one.',
    ],
  ],
  domain: [['at nvidia.com now', 'at nvidia dot com now']],
  'network address': [['host 127.0.0.1', 'host one two seven dot zero dot zero dot one']],
  'phone number in letters': [['1-800-GO-U-HAUL', 'one eight hundred GO U HAUL']],
  'phone number': [
    ['call 555-0199', 'call five five five, zero one nine nine'],
    ['(123) 123-5678', 'one two three, one two three, five six seven eight'],
  ],
  'identity number': [['799-12-3113', 'seven nine nine, one two, three one one three']],
  'digit string': [['Call 911 now', 'Call nine one one now']],
  'clock time': [
    ['at 7:30 p.m. on', 'at seven thirty P.M. on'],
    ['10:45', 'ten forty five'],
    ['19:00', 'nineteen hundred'],
    ['7:05', 'seven oh five'],
  ],
  'hour of half a day': [['5pm', 'five P.M.']],
  'half of a day': [['in the a.m. hours', 'in the A.M. hours']],
  'date, year first': [['2016-11-03', 'November third twenty sixteen']],
  'date with slashes': [['12/25/2024', 'December twenty fifth twenty twenty four']],
  'date with points': [['15.01.2020', 'the fifteenth of January twenty twenty']],
  'quarter of a year': [['Q2 2022', 'second quarter of twenty twenty two']],
  'date, month first': [
    ['July 4, 1776', 'July fourth, seventeen seventy six'],
    ['Jan-15', 'January - fifteenth'],
  ],
  'date, day first': [
    ['4 July 1776', 'the fourth of July seventeen seventy six'],
    ['on the 26th May', 'on the twenty sixth of May'],
  ],
  'street address': [['1428 Elm St.', 'fourteen twenty eight Elm Street.']],
  'street name': [
    ['on Elm St. It', 'on Elm Street It'],
    ['to Mount St. Helens', 'to Mount Saint Helens'],
  ],
  'number of a room, flight or road': [['room 101', 'room one oh one']],
  'paragraph of a law': [['a 401(k) plan', 'a four oh one K plan']],
  'large amount of money': [
    ['£3m', 'three million pounds'],
    ['€2.5 billion', 'two point five billion euros'],
  ],
  money: [
    ['$19.50', 'nineteen dollars and fifty cents'],
    ['$1.01', 'one dollar and one cent'],
    ['-$5', 'minus five dollars'],
    ['$350/yr', 'three hundred fifty dollars per year'],
  ],
  'hundredths of a currency': [['50¢', 'fifty cents']],
  'currency after the amount': [['5 EUR', 'five euros']],
  'currency sign alone': [['a $ sign', 'a dollar sign']],
  'fraction sign': [['2½ hours', 'two and a half hours']],
  fraction: [
    ['1/2', 'one half'],
    ['3 2/4', 'three and two quarters'],
  ],
  'range of decades': [['1960s-80s', 'nineteen sixties to eighties']],
  decade: [
    ['the 1990s', 'the nineteen nineties'],
    ['the ’90s', 'the nineties'],
  ],
  'feet and inches': [['3 ft. 6 in.', 'three feet six inches.']],
  size: [['2x8 m2', 'two by eight square meters']],
  measure: [
    ['5 km', 'five kilometers'],
    ['20°C', 'twenty degrees Celsius'],
    ['10–20%', 'ten to twenty percent'],
    ['100 km/h', 'one hundred kilometers per hour'],
    ['1 lb', 'one pound'],
  ],
  'per unit': [['56.3 /km²', 'fifty six point three per square kilometer']],
  'range of years': [['1939–45', 'nineteen thirty nine to forty five']],
  'range of numbers': [['12–15', 'twelve to fifteen']],
  'range sign': [['$250-$300', 'two hundred fifty dollars to three hundred dollars']],
  'arithmetic sign': [['2+3', 'two plus three']],
  'roman numeral after what it counts': [
    ['Chapter IV', 'Chapter four'],
    ['part I played', 'part I played'],
  ],
  'roman numeral after a name': [
    ['Henry VIII had', 'Henry the eighth had'],
    ['Then I left', 'Then I left'],
  ],
  'roman ordinal': [['the XIXth century', 'the nineteenth century']],
  'roman numeral as a heading': [['XLIX. The Hyena', 'forty nine. The Hyena']],
  'title before a name': [['Dr. Smith in St. Louis', 'Doctor Smith in Saint Louis']],
  'abbreviation before a number': [
    ['No. 5, pp. 12', 'number five, pages twelve'],
    ['No. It', 'No. It'],
  ],
  abbreviation: [['e.g. this vs. that, etc. and', 'for example this versus that, etcetera and']],
  'initials with periods': [['the U.S. and a Ph.D. of', 'the U.S. and a Ph.D. of']],
  ordinal: [['the 2nd of 1,000th', 'the second of one thousandth']],
  magnitude: [['1.6k of 70 trillion', 'one point six thousand of seventy trillion']],
  version: [['2.0.1', 'two point zero point one']],
  'number sign': [['#5', 'number five']],
  'number in a name': [
    ['BA2490', 'BA two four nine oh'],
    ['MP3s', 'MP threes'],
  ],
  number: [
    ['29.83', 'twenty nine point eight three'],
    ['in 1865', 'in eighteen sixty five'],
    ['1,234', 'one thousand two hundred thirty four'],
    ['at -5 now', 'at minus five now'],
  ],
  power: [['x² and 10³', 'x squared and ten cubed']],
  'mark of a note': [['a ¹', 'a']],
  'lowered digits': [['H₂O', 'H two O']],
  slash: [['one/two and/or three', 'one slash two and or three']],
  'dash between words': [['London–Paris', 'London Paris']],
  'percent sign': [['a % sign', 'a percent sign']],
  symbol: [['you & me @ home', 'you and me at home']],
  ornament: [['it _was_ *nice*', 'it was nice']],
}

describe('rules', () => {
  test.each(Object.entries(examples))('%s', (_rule, pairs) => {
    for (const [written, spoken] of pairs) expect(spokenForm(written)).toBe(spoken)
  })

  test('each has an example', () => {
    expect(new Set(rules.map(({ name }) => name))).toEqual(new Set(Object.keys(examples)))
  })

  test('ordinary prose is left as it is', () => {
    for (const text of [
      'It’s “well-known” — isn’t it? I said so; you (and I) knew.',
      'May I come in? The march in the sun was long, no doubt.',
      'When I met him, part of me wanted to run. A mix of both.',
      'He is an I-beam man; the CD player and the MD left.',
    ])
      expect(readingsOf(foldText(text).text, 'us')).toEqual([])
  })

  test('a printed token keeps its range whatever is said for it', () => {
    const text = 'In\u00a01865 he paid $19.50, said Dr.\nBrown.'
    const ranges = writtenToSpoken(text).map(({ startChar, endChar }) => text.slice(startChar, endChar))
    expect(ranges).toEqual(['In', '1865', 'he', 'paid', '$19.50', ',', 'said', 'Dr.', 'Brown.'])
  })

  test('no digit is left unread, and readings neither overlap nor leave the text', () => {
    const piece = fc.constantFrom(
      ...Object.values(examples).flatMap((pairs) => pairs.map(([written]) => written)),
      ...'0 1 12 007 , . - – / % $ £ ° ½ ² km x I V a the \u00a0 : ( ) + = # @ & ’ e 1,2 .5'.split(' '),
      ' ',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.constantFrom('us' as const, 'gb' as const),
        (pieces, variant) => {
          const { text } = foldText(pieces.join(''))
          let rest = ''
          let position = 0
          for (const { start, end } of readingsOf(text, variant)) {
            expect(start).toBeGreaterThanOrEqual(position)
            expect(end).toBeGreaterThan(start)
            rest += text.slice(position, start)
            position = end
          }
          rest += text.slice(position)
          expect(position).toBeLessThanOrEqual(text.length)
          expect(rest).not.toMatch(/\d/)
        },
      ),
      { seed: 12, numRuns: 1_000 },
    )
  })

  test.each([
    ['digits', '1'.repeat(100_000)],
    ['digits with commas', '1,'.repeat(50_000)],
    ['digits with spaces', '12 '.repeat(33_000)],
    ['dots and digits', '1.'.repeat(50_000)],
    ['dashes and digits', '1-'.repeat(50_000)],
    ['slashes', '1/'.repeat(50_000)],
    ['at signs', 'a@'.repeat(50_000)],
    ['domains', 'a.'.repeat(50_000)],
    ['capitals', 'IVX '.repeat(25_000)],
    ['currency', '$'.repeat(100_000)],
    ['quotes', '"'.repeat(100_000)],
    ['colons', '1:'.repeat(50_000)],
    ['names', 'Elm '.repeat(25_000)],
  ])('a hundred thousand %s take seconds at most', (_name, text) => {
    const startMilliseconds = performance.now()
    readingsOf(text, 'us')
    expect(performance.now() - startMilliseconds).toBeLessThan(10_000)
  })
})
