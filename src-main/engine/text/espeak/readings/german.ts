import { after, before, pattern, type LanguageRule } from './language-rules'
import { sharedRules } from './shared-rules'
import type { Vocabulary } from './vocabulary'

const months = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ')

const vocabulary: Vocabulary = {
  abbreviations: {
    'z. B.': 'zum Beispiel',
    'd. h.': 'das heißt',
    'u. a.': 'unter anderem',
    'u. Ä.': 'und Ähnliches',
    'u. ä.': 'und ähnliche',
    'o. Ä.': 'oder Ähnliches',
    'i. d. R.': 'in der Regel',
    'i. A.': 'im Auftrag',
    'u. U.': 'unter Umständen',
    'z. T.': 'zum Teil',
    'z. Z.': 'zur Zeit',
    'z. Zt.': 'zur Zeit',
    'v. a.': 'vor allem',
    'v. Chr.': 'vor Christus',
    'n. Chr.': 'nach Christus',
    's. o.': 'siehe oben',
    's. u.': 'siehe unten',
    'usw.': 'und so weiter',
    'usf.': 'und so fort',
    'etc.': 'et cetera',
    'bzw.': 'beziehungsweise',
    'bzgl.': 'bezüglich',
    'ca.': 'circa',
    'evtl.': 'eventuell',
    'ggf.': 'gegebenenfalls',
    'inkl.': 'inklusive',
    'insb.': 'insbesondere',
    'sog.': 'sogenannte',
    'vgl.': 'vergleiche',
    'zzgl.': 'zuzüglich',
    'geb.': 'geboren',
    'gest.': 'gestorben',
    'Dr.': 'Doktor',
    'Prof.': 'Professor',
    'Hr.': 'Herr',
    'Fr.': 'Frau',
    'Nr.': 'Nummer',
    'Tel.': 'Telefon',
    'Str.': 'Straße',
    'St.': 'Sankt',
    'Mio.': 'Millionen',
    'Mrd.': 'Milliarden',
    'Jh.': 'Jahrhundert',
    'Std.': 'Stunden',
    'Min.': 'Minuten',
    'Abb.': 'Abbildung',
    'Abs.': 'Absatz',
    'Bd.': 'Band',
    'Kap.': 'Kapitel',
    'Jan.': 'Januar',
    'Feb.': 'Februar',
    'Aug.': 'August',
    'Sept.': 'September',
    'Okt.': 'Oktober',
    'Nov.': 'November',
    'Dez.': 'Dezember',
  },
  beforeNumber: { 'S.': 'Seite', 'Art.': 'Artikel' },
  afterNumber: { 'f.': 'folgende', 'ff.': 'folgende' },
  units: {
    km: ['Kilometer', 'Kilometer'],
    'km/h': ['Kilometer pro Stunde', 'Kilometer pro Stunde'],
    m: ['Meter', 'Meter'],
    cm: ['Zentimeter', 'Zentimeter'],
    mm: ['Millimeter', 'Millimeter'],
    'm²': ['Quadratmeter', 'Quadratmeter'],
    'km²': ['Quadratkilometer', 'Quadratkilometer'],
    'm³': ['Kubikmeter', 'Kubikmeter'],
    kg: ['Kilogramm', 'Kilogramm'],
    g: ['Gramm', 'Gramm'],
    l: ['Liter', 'Liter'],
    ml: ['Milliliter', 'Milliliter'],
    '°C': ['Grad Celsius', 'Grad Celsius'],
    '°': ['Grad', 'Grad'],
    kW: ['Kilowatt', 'Kilowatt'],
    kWh: ['Kilowattstunde', 'Kilowattstunden'],
    GB: ['Gigabyte', 'Gigabyte'],
    MB: ['Megabyte', 'Megabyte'],
  },
  currencies: {
    '€': ['Euro', 'Euro'],
    $: ['Dollar', 'Dollar'],
    '£': ['Pfund', 'Pfund'],
    '¥': ['Yen', 'Yen'],
  },
  andCents: '',
  one: 'ein',
  minus: 'minus',
  to: 'bis',
  decimalSign: ',',
  groupSign: '.',
  fractions: {
    '1/2': 'ein halb',
    '1/3': 'ein Drittel',
    '2/3': 'zwei Drittel',
    '1/4': 'ein Viertel',
    '3/4': 'drei Viertel',
  },
}

const small =
  'null erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt'.split(
    ' ',
  )
const ones = ' ein zwei drei vier fünf sechs sieben acht neun'.split(' ')
const tens = '  zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ')

/** Without its ending: "dritt", "einundzwanzigst". @param value 1 to 99 */
function ordinalStem(value: number): string {
  if (value < 20) return small[value]
  const one = ones[value % 10]
  return `${one === '' ? '' : `${one}und`}${tens[Math.floor(value / 10)]}st`
}

/** The ending that the word before asks for. */
function ending(previous: string): string {
  if (/^(?:der|die|das|eine|diese|dieser|dieses|jede|jeder)$/i.test(previous)) return 'e'
  if (/^(?:ein|kein|mein|sein|ihr|unser|)$/i.test(previous)) return 'er'
  return 'en'
}

const countedNoun =
  'Jan|Feb|Febr|März|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez|Jahrhunderts?|Jh|Jahrtausends?|Auflage|Band|Kapitel|Klasse|Stock|Etage|' +
  'Platz|Rang|Mal|Teil|Tag|Woche|Monat|Jahr|Geburtstag|Jahrestag|Lebensjahr|Weltkriegs?|Runde|Minute|Stunde|Akt|Advent|Bezirk'
const article =
  'am|vom|zum|zur|im|beim|der|die|das|dem|den|des|ab|bis|seit|einen|einem|einer|eine|seinem|seinen|seine|ihrem|ihren|ihre|jedem|jeden'
const hundreds = 'elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'.split(' ')

/** @see Duden, Die Grammatik: numerals and their inflection; years from 1100 to 1999 are counted in hundreds. */
export function germanRules(): LanguageRule[] {
  const previousWord = (text: string, index: number): string =>
    /(\p{L}*) ?$/u.exec(text.slice(Math.max(0, index - 20), index))?.[1] ?? ''
  const ordinal = (number: string, text: string, index: number): string =>
    ordinalStem(Number(number)) + ending(previousWord(text, index))
  return [
    {
      // "am 3.10.2026"
      name: 'date',
      pattern: pattern(`${before}([1-9]|[12]\\d|3[01])\\. ?(1[0-2]|[1-9])\\. ?(\\d{4})${after}`),
      read: (match, text) =>
        `${ordinal(match[1], text, match.index)} ${months[Number(match[2]) - 1]} ${yearWords(match[3])}`,
    },
    {
      // "3. Oktober", "17. Jahrhundert"
      name: 'ordinal',
      pattern: pattern(`${before}([1-9]\\d?)\\.(?= (?:${[...months, countedNoun].join('|')})${after})`),
      read: (match, text) => ordinal(match[1], text, match.index),
    },
    {
      // "die 2. Ehe", "am 5. kam"
      name: 'ordinal after an article',
      pattern: pattern(`(?<=${before}(?:${article}) )([1-9]\\d?)\\.(?= \\p{L})`),
      read: (match, text) => ordinal(match[1], text, match.index),
    },
    {
      // "Hauptstr. 12"
      name: 'street',
      pattern: pattern(`${before}(\\p{Lu}\\p{L}{2,30})str\\.`),
      read: ([, name]) => `${name}straße`,
    },
    {
      // "17:30 Uhr", "8.05 Uhr", "9:00"
      name: 'time',
      pattern: pattern(
        `(?<![\\p{L}\\p{N}.,:])([01]?\\d|2[0-4])(?::([0-5]\\d)(?: Uhr)?|\\.([0-5]\\d) Uhr)(?![\\p{L}\\p{N}:])`,
      ),
      read: ([, hour, minutes = '', other = '']) => {
        const rest = Number(minutes + other)
        const hours = Number(hour) === 1 ? 'ein' : String(Number(hour))
        return `${hours} Uhr${rest === 0 ? '' : ` ${String(rest)}`}`
      },
    },
    {
      // "1914–1918"
      name: 'range of years',
      pattern: pattern(
        '(?<![\\p{L}\\p{N}.,:/–-])(1[1-9]\\d\\d) ?[–-] ?([12]\\d{3})(?![\\p{L}\\p{N}:/–-]|[.,]\\d)',
      ),
      read: ([, from, to]) => `${yearWords(from)} bis ${yearWords(to)}`,
    },
    ...sharedRules(vocabulary),
    {
      // "1990": neunzehnhundert 90
      name: 'year',
      pattern: pattern(`(?<![\\p{L}\\p{N}.,:/-])(1[1-9]\\d\\d)(?![\\p{L}\\p{N}:/]|[.,]\\d)`),
      read: ([year]) => yearWords(year),
    },
  ]
}

function yearWords(year: string): string {
  const hundred = hundreds[Number(year.slice(0, 2)) - 11] as string | undefined
  if (hundred === undefined) return year
  const rest = Number(year.slice(2))
  return `${hundred}hundert${rest === 0 ? '' : ` ${String(rest)}`}`
}
