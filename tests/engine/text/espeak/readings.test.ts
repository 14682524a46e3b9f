import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  languageRules,
  readingsByRules,
  type LanguageRule,
} from '../../../../src-main/engine/text/espeak/readings'
import { readableText } from '../../../../src-main/engine/text/espeak/readable-text'
import { withReadings } from '../../../../src-main/engine/text/working-text'

function spoken(rules: readonly LanguageRule[], text: string): string {
  const folded = readableText(text)
  return withReadings(folded, readingsByRules(folded.text, rules, []))
    .text.replace(/ +/g, ' ')
    .trim()
}

/** What is written, and what espeak is given for it. Numbers that it reads well stay as they are. */
const examples: Readonly<Record<string, readonly (readonly [written: string, read: string])[]>> = {
  de: [
    ['z. B. im Mai, d.h. bald', 'zum Beispiel im Mai, das heißt bald'],
    ['Dr. Klein usw.', 'Doktor Klein und so weiter.'],
    ['am 3. Oktober 1990', 'am dritten Oktober neunzehnhundert 90'],
    ['Der 21. Mai', 'Der einundzwanzigste Mai'],
    ['3. Oktober', 'dritter Oktober'],
    ['im 17. Jahrhundert', 'im siebzehnten Jahrhundert'],
    ['der 2. Weltkrieg', 'der zweite Weltkrieg'],
    ['ein 3. Versuch', 'ein 3. Versuch'],
    ['am 5. kam er', 'am fünften kam er'],
    ['am 3.10.2026', 'am dritten Oktober 2026'],
    ['um 17:30 Uhr', 'um 17 Uhr 30'],
    ['um 9.05 Uhr, 1:00', 'um 9 Uhr 5, ein Uhr'],
    ['5 €, € 5, $20, 3,50 €', '5 Euro, 5 Euro, 20 Dollar, 3 Euro 50'],
    ['10 km/h bei 20 °C', '10 Kilometer pro Stunde bei 20 Grad Celsius'],
    ['1 234 567 oder 1.234,56', '1234567 oder 1234,56'],
    ['12–15 Jahre, -5 Grad', '12 bis 15 Jahre, minus 5 Grad'],
    ['3/4 davon', 'drei Viertel davon'],
    ['im Jahr 1800, 1905, 2026', 'im Jahr achtzehnhundert, neunzehnhundert 5, 2026'],
    ['Nr. 5, S. 12', 'Nummer 5, Seite 12'],
    ['S. Freud', 'S. Freud'],
    ['Hauptstr. 12, S. 7 ff.', 'Hauptstraße 12, Seite 7 folgende.'],
    ['3. Okt. 2026', 'dritter Oktober 2026'],
    ['1914–1918, 12-15, 555-1234', 'neunzehnhundert 14 bis neunzehnhundert 18, 12 bis 15, 555-1234'],
    ['1 €, 1 km, 1,5 km', 'ein Euro, ein Kilometer, 1,5 Kilometer'],
  ],
  fr: [
    ['M. Blanc et MM. Noir', 'monsieur Blanc et messieurs Noir'],
    ['p. ex. ici, c.-à-d. là', 'par exemple ici, c’est-à-dire là'],
    ['le XVIIe siècle, la 2e, le 21ème', 'le dix-septième siècle, la deuxième, le vingt et unième'],
    ['le 1er, la 1re', 'le premier, la première'],
    ['à 17h30, 8 h, 9:05', 'à 17 heures 30, 8 heures, 9 heures 5'],
    ['5 €, 1 €, 3,50 €', '5 euros, 1 euro, 3 euros 50'],
    ['1 234,56 et 1 234 567', '1234,56 et 1234567'],
    ['le 1/5/2026', 'le premier mai 2026'],
    ['n° 5, p. 12', 'numéro 5, page 12'],
    ['10 km/h, 20 °C', '10 kilomètres à l’heure, 20 degrés Celsius'],
    ['12–15 ans', '12 à 15 ans'],
    ['vers 91e', 'vers quatre-vingt-onzième'],
  ],
  es: [
    ['p. ej. esto, EE. UU.', 'por ejemplo esto, Estados Unidos.'],
    ['D. Juan y Dña. Ana', 'don Juan y doña Ana'],
    ['el 1.º, la 2.ª, el 3.er', 'el primero, la segunda, el tercer'],
    ['a las 17:30, 9:00', 'a las 17 y 30, 9 en punto'],
    ['5 €, $20, 3,50 €', '5 euros, 20 dólares, 3 euros con 50'],
    ['el 3/10/2026', 'el 3 de octubre de 2026'],
    ['n.º 5, pág. 12', 'número 5, página 12'],
    ['el s. XX', 'el siglo XX'],
    ['1 234 567', '1234567'],
    ['10 km/h, 1 kg', '10 kilómetros por hora, un kilo'],
  ],
  it: [
    ['il sig. Rossi, ecc.', 'il signor Rossi, eccetera.'],
    ['p. es. qui', 'per esempio qui'],
    ['n. 5, pag. 12', 'numero 5, pagina 12'],
    ['5 €, 3,50 €', '5 euro, 3 euro e 50'],
    ['il 1° maggio, 21°', 'il primo maggio, 21 gradi'],
    ['10 km/h, 1 kg', '10 chilometri orari, un chilo'],
    ['12–15', '12 a 15'],
    ['l’80 %, dall’11', 'l’ottanta %, dall’undici'],
  ],
  pt: [
    ['o Sr. Silva e a Sra. Costa', 'o senhor Silva e a senhora Costa'],
    ['p. ex. isto', 'por exemplo isto'],
    ['R$ 5, R$ 3,50', '5 reais, 3 reais e 50'],
    ['às 17h30, 2h, 1:00', 'às 17 horas e 30, duas horas, uma hora'],
    ['10 km', '10 quilómetros'],
    ['3/10/2026', '3 de outubro de 2026'],
  ],
  'pt-br': [['10 km', '10 quilômetros']],
  nl: [
    ['dhr. Jansen, bijv. nu', 'de heer Jansen, bijvoorbeeld nu'],
    ['de 1e, 2de, 21ste', 'de eerste, tweede, eenentwintigste'],
    ['om 17.30 uur, 9:05', 'om 17 uur 30, 9 uur 5'],
    ['€ 5, € 3,50', '5 euro, 3 euro 50'],
    ['blz. 12, nr. 5', 'bladzijde 12, nummer 5'],
    ['10 km/u', '10 kilometer per uur'],
  ],
  pl: [
    ['np. to, m.in. tu, itd.', 'na przykład to, między innymi tu, i tak dalej.'],
    ['nr 5, s. 12', 'numer 5, strona 12'],
    ['5 zł, 5 €', '5 złotych, 5 euro'],
    ['1 zł, 2 zł, 12 zł, 22 zł', '1 złoty, 2 złote, 12 złotych, 22 złote'],
    ['w XIX w., XX wiek', 'w dziewiętnastym wieku, dwudziesty wiek'],
    ['1990 r. i 1 234,56', '1990 roku i 1234,56'],
  ],
  ru: [
    ['г-н Иванов и т. д.', 'господин Иванов и так далее.'],
    ['т. е. напр. тут', 'то есть например тут'],
    ['с. 12, рис. 3', 'страница 12, рисунок 3'],
    ['5 руб., 5 €, 5 ₽', '5 рублей, 5 евро, 5 рублей'],
    ['1 км, 2 км, 5 км, 21 км', '1 километр, 2 километра, 5 километров, 21 километр'],
    ['10 км/ч, 3,5 кг', '10 километров в час, 3,5 килограмма'],
    ['в XIX в., XX век', 'в девятнадцатом веке, двадцатый век'],
    ['1990 г. и 1 234,56', '1990 года и 1234,56'],
  ],
  ar: [
    ['3 %', '3 بِالْمِئَةِ'],
    ['١٬٢٣٤٫٥ و ٣', '1234.5 و ٣'],
    ['5 كم', '5 كيلومتر'],
  ],
  hi: [
    ['डॉ. शर्मा', 'डॉक्टर शर्मा'],
    ['₹5, 12,34,567', '5 रुपये, 1234567'],
    ['17:30, 9:00', '17 बजकर 30 मिनट, 9 बजे'],
    ['10 किमी', '10 किलोमीटर'],
  ],
  cmn: [
    ['1987年', '一九八七 年'],
    ['3.5%', '百分之3.5'],
    ['¥5, 5€', '5元, 5欧元'],
    ['17:30，20°C', '17点30分，20摄氏度'],
    ['1/2', '2分之1'],
    ['12–15', '12到15'],
    ['1,234', '1234'],
    ['是-5°C', '是 负5摄氏度'],
  ],
  ja: [
    ['1987年3月5日', '1987 ねん 3 がつ 5 にち'],
    ['3%', '3 パーセント'],
    ['5円', '5 えん'],
  ],
}

describe('languageRules', () => {
  for (const [language, pairs] of Object.entries(examples)) {
    const rules = languageRules(language)
    test.each(pairs)(`${language}: %s`, (written, read) => {
      expect(spoken(rules, written)).toBe(read)
    })
  }

  test('each rule has a name of its own in its language, or shares it with rules of the same kind', () => {
    for (const language of Object.keys(examples))
      for (const { name, pattern } of languageRules(language)) {
        expect(name).toMatch(/^\p{Ll}[\p{L} ]+$/u)
        expect(pattern.flags).toBe('gu')
      }
  })

  test('a language that is not known has none', () => {
    expect(languageRules('sv')).toEqual([])
    expect(languageRules('')).toEqual([])
  })

  test('plain words stay as they are', () => {
    const plain = {
      de: 'Er kam. Sie ging am Montag mit Kai.',
      fr: 'Le chat dort. Il a faim, elle aussi.',
      es: 'El gato duerme. Tiene hambre.',
      ru: 'Кот спит. Он голоден.',
    }
    for (const [language, text] of Object.entries(plain))
      expect(spoken(languageRules(language), text)).toBe(text)
  })

  test('readings are in order, inside the text and apart, for any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'z. B. ',
        '3. ',
        '5 €',
        '€ ',
        '1 234',
        '–',
        '-',
        '%',
        '17:30',
        ' Uhr',
        'km/h',
        '1/2',
        'XIX в.',
        '年',
        ' ',
      ),
      fc.integer({ min: 0, max: 9_999_999 }).map(String),
      fc.string({ maxLength: 4, unit: 'grapheme' }),
    )
    const all = Object.keys(examples).map((language) => languageRules(language))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom(...all), (pieces, rules) => {
        const { text } = readableText(pieces.join(''))
        let position = 0
        for (const { start, end, spoken: words } of readingsByRules(text, rules, [])) {
          expect(start).toBeGreaterThanOrEqual(position)
          expect(end).toBeGreaterThan(start)
          expect(words).not.toBe('')
          expect(words).not.toContain('undefined')
          position = end
        }
        expect(position).toBeLessThanOrEqual(text.length)
      }),
      { seed: 5, numRuns: 1_000 },
    )
  })

  test.each([
    ['digits', '1'.repeat(100_000)],
    ['groups of digits', '1 234 '.repeat(20_000)],
    ['parts of abbreviations', 'z. B'.repeat(25_000)],
    ['capitals', 'XI'.repeat(50_000)],
    ['signs', '€ -'.repeat(30_000)],
  ])('a flood of %s ends in time', (_name, text) => {
    const startMilliseconds = performance.now()
    for (const language of Object.keys(examples)) readingsByRules(text, languageRules(language), [])
    expect(performance.now() - startMilliseconds).toBeLessThan(20_000)
  })
})
