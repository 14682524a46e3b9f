import { after, before, pattern, type LanguageRule } from './language-rules'
import { romanValue } from '../../roman-numerals'
import { sharedRules } from './shared-rules'
import type { Vocabulary } from './vocabulary'

const vocabulary: Vocabulary = {
  abbreviations: {
    'M.': 'monsieur',
    'MM.': 'messieurs',
    'p. ex.': 'par exemple',
    'c.-à-d.': 'c’est-à-dire',
    'av. J.-C.': 'avant Jésus-Christ',
    'apr. J.-C.': 'après Jésus-Christ',
    'J.-C.': 'Jésus-Christ',
    'cf.': 'confer',
    'env.': 'environ',
    'éd.': 'édition',
    'chap.': 'chapitre',
  },
  beforeNumber: {
    'n°': 'numéro',
    nº: 'numéro',
    no: 'numéro',
    'p.': 'page',
    'pp.': 'pages',
    'vol.': 'volume',
    'fig.': 'figure',
    'art.': 'article',
    't.': 'tome',
  },
  units: {
    km: ['kilomètre', 'kilomètres'],
    'km/h': ['kilomètre à l’heure', 'kilomètres à l’heure'],
    m: ['mètre', 'mètres'],
    cm: ['centimètre', 'centimètres'],
    mm: ['millimètre', 'millimètres'],
    'm²': ['mètre carré', 'mètres carrés'],
    'km²': ['kilomètre carré', 'kilomètres carrés'],
    'm³': ['mètre cube', 'mètres cubes'],
    kg: ['kilo', 'kilos'],
    g: ['gramme', 'grammes'],
    l: ['litre', 'litres'],
    ml: ['millilitre', 'millilitres'],
    '°C': ['degré Celsius', 'degrés Celsius'],
    '°': ['degré', 'degrés'],
    min: ['minute', 'minutes'],
    kW: ['kilowatt', 'kilowatts'],
    Go: ['gigaoctet', 'gigaoctets'],
    Mo: ['mégaoctet', 'mégaoctets'],
  },
  currencies: {
    '€': ['euro', 'euros'],
    $: ['dollar', 'dollars'],
    '£': ['livre', 'livres'],
    '¥': ['yen', 'yens'],
  },
  andCents: '',
  minus: 'moins',
  to: 'à',
  decimalSign: ',',
  groupSign: '',
  date: {
    months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
    order: (day, month, year) => `${day === '1' ? 'premier' : day} ${month} ${year}`,
  },
  fractions: {
    '1/2': 'un demi',
    '1/3': 'un tiers',
    '2/3': 'deux tiers',
    '1/4': 'un quart',
    '3/4': 'trois quarts',
  },
}

const units =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  )
const tens: Readonly<Record<number, string>> = {
  2: 'vingt',
  3: 'trente',
  4: 'quarante',
  5: 'cinquante',
  6: 'soixante',
  7: 'soixante',
  8: 'quatre-vingt',
  9: 'quatre-vingt',
}

/** @param value 1 to 99 */
function cardinal(value: number): string {
  if (value < 20) return units[value]
  const ten = Math.floor(value / 10)
  const rest = value - (ten === 7 || ten === 9 ? ten - 1 : ten) * 10
  if (rest === 0) return tens[ten]
  return `${tens[ten]}${rest % 10 === 1 && ten < 8 ? ' et ' : '-'}${units[rest]}`
}

/** @see Grevisse, Le bon usage: ordinals come of cardinals by -ième. */
function ordinal(value: number): string {
  const stem = cardinal(value).replace(/e$/, '').replace(/cinq$/, 'cinqu').replace(/neuf$/, 'neuv')
  return `${stem}ième`
}

/** Rules for French. */
export function frenchRules(): LanguageRule[] {
  return [
    {
      // "2e", "17ème", "XVIIe siècle"; "1er" and "1re" espeak knows
      name: 'ordinal',
      pattern: pattern(`${before}(?:([1-9]\\d?)|([IVX]+))(?:e|ème|ᵉ)s?${after}`),
      read: ([, digits, roman]) => {
        const value = digits === undefined ? romanValue(roman) : Number(digits)
        if (value === null || value > 99) return null
        return value === 1 ? 'premier' : ordinal(value)
      },
    },
    {
      name: 'first',
      pattern: pattern(`${before}[I1](?:(er)|(?:re|ère))${after}`),
      read: ([, masculine]) => (masculine === undefined ? 'première' : 'premier'),
    },
    {
      // "17h30", "8 h", "9:05"
      name: 'time',
      pattern: pattern(
        `(?<![\\p{L}\\p{N}.,:])([01]?\\d|2[0-4])(?: ?h(?: ?([0-5]\\d))?|:([0-5]\\d))(?![\\p{L}\\p{N}:])`,
      ),
      read: ([, hour, minutes = '', other = '']) => {
        const rest = Number(minutes + other)
        const hours = Number(hour) === 1 ? 'une heure' : `${String(Number(hour))} heures`
        return `${hours}${rest === 0 ? '' : ` ${String(rest)}`}`
      },
    },
    ...sharedRules(vocabulary),
  ]
}
