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
    ['Jan-15', 'January fifteenth'],
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
  'range of years': [
    ['1939–45', 'nineteen thirty nine to forty five'],
    ['the 2019/20 season', 'the twenty nineteen twenty season'],
  ],
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
  'file path of Windows': [['in C:\\Temp\\a.txt', 'in C colon backslash Temp backslash a dot TXT']],
  'file path': [
    ['edit /etc/hosts now', 'edit slash etc slash hosts now'],
    ['src/main.ts', 'SRC slash main dot TS'],
    ['one/two', 'one slash two'],
  ],
  'file name': [['open report.pdf.', 'open report dot PDF.']],
  'name with a dot in front': [['the .com boom', 'the dot com boom']],
  hashtag: [['#ThrowbackThursday', 'hashtag throwback thursday']],
  'name of an account': [['by @jane_doe', 'by at jane underscore doe']],
  'programming language': [['C++ and C#', 'C plus plus and C sharp']],
  'number of a book': [['ISBN 0-306-40615-X', 'ISBN zero, three zero six, four zero six one five X']],
  'number in fours': [['4111 1111 1111', 'four one one one, one one one one, one one one one']],
  'phone number after a word': [['Tel: 555 1234', 'Tel: five five five, one two three four']],
  'chapter and verse': [['Genesis 1:1–3', 'Genesis one one to three']],
  'range of times': [['noon–5pm', 'noon to five P.M.']],
  'time in four digits': [['0630 hours', 'oh six thirty hours']],
  duration: [['2h30m', 'two hours thirty minutes']],
  'offset of a time zone': [['UTC-5', 'UTC minus five']],
  ratio: [['a 3:1 lead', 'a three to one lead']],
  'day and month with a slash': [['on 12/25', 'on December twenty fifth']],
  'month and year with a slash': [['in 07/2021', 'in July twenty twenty one']],
  'date with hyphens': [['3-Mar-2020', 'March third twenty twenty']],
  'fiscal year': [['FY22', 'fiscal year twenty two']],
  'year of an era': [
    ['44 BC', 'forty four B C'],
    ['AD 79', 'A D seventy nine'],
  ],
  'range up to now': [['2019–present', 'twenty nineteen to present']],
  'range of months': [
    ['Jan.–Mar. 2020', 'January to March twenty twenty'],
    ['June 30–July 4', 'June thirtieth to July fourth'],
  ],
  'month and year': [
    ['Dec. 1941', 'December nineteen forty one'],
    ['may 2000 men', 'may two thousand men'],
  ],
  'day of the week': [
    ['Tue, 3 March', 'Tuesday, the third of March'],
    ['He sat. She', 'He sat. She'],
  ],
  'range of prices': [['$5–10', 'five to ten dollars']],
  'price as an adjective': [
    ['a $20 bill', 'a twenty dollar bill'],
    ['a $5 fee', 'a five dollar fee'],
    ['for $5 each', 'for five dollars each'],
  ],
  'blood pressure': [['120/80 mmHg', 'one hundred twenty over eighty millimeters of mercury']],
  'unit after a fraction': [['½ tsp', 'one half teaspoon']],
  'minutes and seconds of an arc': [['30°31\'39"', 'thirty degrees thirty one minutes thirty nine seconds']],
  'feet or inches in quote marks': [
    ['a 27" screen', 'a twenty seven inch screen'],
    ['“It was 27” he said', '“It was twenty seven ” he said'],
  ],
  'inches after a fraction': [
    ['a 3½" drive', 'a three and a half inch drive'],
    ['11/16"', 'eleven sixteenths inch'],
  ],
  'direction after degrees': [['40° N', 'forty degrees north']],
  'unit without an amount': [
    ['in km/h', 'in kilometers per hour'],
    ['each km²', 'each square kilometer'],
  ],
  'score in sets': [['6-4, 6-3', 'six four, six three']],
  'record of wins and losses': [['a 10-2 record', 'a ten and two record']],
  'minus sign': [['9 - 4 = 5', 'nine minus four equals five']],
  'sign of several characters': [['a <= b', 'a less than or equal to b']],
  'rating in stars': [['★★★☆', 'three stars']],
  'school mark': [
    ['a B- grade', 'a B minus grade'],
    ['the B-side', 'the B-side'],
  ],
  'roman numeral of a century': [['the XX century', 'the twentieth century']],
  'year in roman numerals': [['MCMLXXXIV', 'nineteen eighty four']],
  'roman numeral of a list': [['item (iii)', 'item ( three)']],
  'abbreviation without a last period': [['tea w/o milk', 'tea without milk']],
  'one against another in court': [
    ['Roe v. Wade', 'Roe versus Wade'],
    ['See v. Then', 'See versus Then'],
  ],
  'state after a place': [
    ['Austin, TX 78701', 'Austin, Texas seven eight seven zero one'],
    ['Yes, OK then', 'Yes, OK then'],
  ],
  'abbreviation after a number': [['the 18th c. had', 'the eighteenth century had']],
  'acronym in part a word': [['a JPEG', 'a J peg']],
  'letter of a list': [['(a) one', '( A) one']],
  'chemical formula': [
    ['CO2 and H₂O', 'C O two and H two O'],
    ['B12', 'B twelve'],
  ],
  'number in groups of three': [['1 000 000', 'one million']],
  'power of ten': [['1.5e-3', 'one point five times ten to the minus three']],
  'how many times': [['10x faster', 'ten times faster']],
  'mark of a version': [['v2.1', 'version two point one']],
  'about a number': [['~50', 'about fifty']],
  'Greek letter': [['Δt and λόγος', 'delta t and λόγος']],
  'several sections': [['§§ 3–5', 'sections three to five']],
  'sign between two things': [['π ≈ 3', 'pi is approximately three']],
  emoji: [
    ['so 🎉🎉 good 👍🏽', 'so party popper good thumbs up'],
    ['👩‍🚀 of 🇫🇷', 'woman astronaut of flag of France'],
  ],
}

describe('rules', () => {
  test.each(Object.entries(examples))('%s', (_rule, pairs) => {
    for (const [written, spoken] of pairs) expect(spokenForm(written)).toBe(spoken)
  })

  test('each has an example, and a name of its own', () => {
    const names = rules.map(({ name }) => name)
    expect(new Set(names)).toEqual(new Set(Object.keys(examples)))
    expect(new Set(names).size).toBe(names.length)
  })

  test('each finds nothing where it says that it needs something', () => {
    for (const { name, pattern, needs } of rules)
      for (const [written] of examples[name]) {
        const { text } = foldText(written)
        expect(needs?.flags ?? '').not.toMatch(/[gy]/)
        if (text.search(pattern) >= 0)
          expect(needs === undefined || needs.test(text), `${name}: ${text}`).toBe(true)
      }
  })

  test('ordinary prose is left as it is', () => {
    for (const text of [
      'It’s “well-known” — isn’t it? I said so; you (and I) knew.',
      'May I come in? The march in the sun was long, no doubt.',
      'When I met him, part of me wanted to run. A mix of both.',
      'He is an I-beam man; the CD player and the MD left.',
      'No. It was not so. In the end, I did. Mix it with us, will you?',
      'May I mark the place? Mark will march in May, or so I am told.',
      'The US team beat us. An IT man fixed it. WHO are they, and who is he?',
      'He came in. Then he sat. Sun and rain; the sun sat low.',
      'I, a lone man, had a vi in hand: a mild, vivid, civil, livid mix.',
      '“Stop!” she cried. “STOP! You’re mad, man—mad!”',
      'Don’t, won’t, can’t, I’ll, he’d, they’ve, o’clock, rock ’n’ roll, ’tis, ’twas.',
      'Then I saw her. When I left, I left alone. “I,” said I, “am I.”',
      'The art of war, the fig and the vol-au-vent; a cap, a col, a gen.',
      'You may decide; they may march; the second may be the first.',
      'It was a dark and stormy night; the rain fell in torrents...',
      'Oh, no. See the sea. Ex and why, pa and ma, per person or so.',
      'Hi, OK, me or in, oh so la-di-da: he said, “Yes, OK?”',
      'Well-to-do half-wits, twenty-one of them, re-entered the co-op.',
      'Call me Ishmael. Dial the phone. Text her. Fax it to Tel Aviv.',
      'Good king, bad queen; the pope and I; the King I served; Malcolm X spoke.',
      'Miss Smith (a friend) had been ill, ill, ill — and yet — and yet…',
      'One, two, three; first, second, third; a dozen; a thousand and one.',
      'The sect, the app, the div, the op, the pt; all of them words to someone.',
      'A civil mill in a dim mid-lid vivid CIVIC, MILD and LIVID.',
      'What is more, to be or not to be: that is the question.',
      'She took a max of two. It was the ref. He gave no est.',
      'Ten in. or out? Six ft under. An inch, a foot, a yard, a mile.',
    ])
      expect(readingsOf(foldText(text).text, 'us'), text).toEqual([])
  })

  test.each([
    ['3/4/2020', 'the third of April twenty twenty'],
    ['March 3', 'March the third'],
    ['17-11-2005', 'the seventeenth of November two thousand and five'],
    ['£101.50', 'one hundred and one pounds and fifty pence'],
    ['50p', 'fifty pence'],
    ['1,001 km', 'one thousand and one kilometers'],
  ])('in Britain %s is "%s"', (written, spoken) => {
    const forms = writtenToSpoken(written, 'gb').map((form) => form.spoken)
    expect(forms.join(' ')).toBe(spoken)
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
    ['emoji', '😀'.repeat(50_000)],
    ['flags', '🇫'.repeat(25_000)],
    ['skin tones', '👍🏽'.repeat(25_000)],
    ['hashtags', '#a1'.repeat(33_000)],
    ['periods between letters', 'e.g'.repeat(33_000)],
    ['backslashes', 'C:\\a'.repeat(25_000)],
    ['paths', '/a'.repeat(50_000)],
    ['months', 'Jan-'.repeat(25_000)],
    ['elements', 'C2H5'.repeat(25_000)],
    ['signs of mathematics', 'x^2≈'.repeat(25_000)],
    ['degrees', "1°2'".repeat(25_000)],
    ['prices', '$1-'.repeat(33_000)],
    ['stars', '★'.repeat(100_000)],
    ['scores', '6-4, '.repeat(20_000)],
    ['times', '1h2m'.repeat(25_000)],
    ['small romans', '(ii'.repeat(33_000)],
    ['phone numbers', '+1 23 '.repeat(16_000)],
    ['capitalised words', 'Aaaa v. '.repeat(12_000)],
  ])('a hundred thousand %s take seconds at most', (_name, text) => {
    const startMilliseconds = performance.now()
    readingsOf(text, 'us')
    expect(performance.now() - startMilliseconds).toBeLessThan(10_000)
  })
})
