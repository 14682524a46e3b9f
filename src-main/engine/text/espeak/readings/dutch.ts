import { after, before, pattern, type LanguageRule } from './language-rules'
import { sharedRules } from './shared-rules'
import type { Vocabulary } from './vocabulary'

const vocabulary: Vocabulary = {
  abbreviations: {
    'dhr.': 'de heer',
    'mevr.': 'mevrouw',
    'mw.': 'mevrouw',
    'dr.': 'dokter',
    'drs.': 'doctorandus',
    'prof.': 'professor',
    'ir.': 'ingenieur',
    'bijv.': 'bijvoorbeeld',
    'b.v.': 'bijvoorbeeld',
    'bv.': 'bijvoorbeeld',
    'd.w.z.': 'dat wil zeggen',
    'enz.': 'enzovoort',
    'e.d.': 'en dergelijke',
    'o.a.': 'onder andere',
    'm.a.w.': 'met andere woorden',
    'i.p.v.': 'in plaats van',
    't.o.v.': 'ten opzichte van',
    'm.b.t.': 'met betrekking tot',
    'ca.': 'circa',
    'evt.': 'eventueel',
    'incl.': 'inclusief',
    'v. Chr.': 'voor Christus',
    'n. Chr.': 'na Christus',
    'St.': 'Sint',
    'vgl.': 'vergelijk',
  },
  beforeNumber: {
    'nr.': 'nummer',
    'blz.': 'bladzijde',
    'p.': 'pagina',
    'fig.': 'figuur',
    'hfst.': 'hoofdstuk',
    'art.': 'artikel',
  },
  units: {
    km: ['kilometer', 'kilometer'],
    'km/u': ['kilometer per uur', 'kilometer per uur'],
    'km/h': ['kilometer per uur', 'kilometer per uur'],
    m: ['meter', 'meter'],
    cm: ['centimeter', 'centimeter'],
    mm: ['millimeter', 'millimeter'],
    'm²': ['vierkante meter', 'vierkante meter'],
    'km²': ['vierkante kilometer', 'vierkante kilometer'],
    'm³': ['kubieke meter', 'kubieke meter'],
    kg: ['kilo', 'kilo'],
    g: ['gram', 'gram'],
    l: ['liter', 'liter'],
    ml: ['milliliter', 'milliliter'],
    '°C': ['graad Celsius', 'graden Celsius'],
    '°': ['graad', 'graden'],
    min: ['minuut', 'minuten'],
  },
  currencies: { '€': ['euro', 'euro'], $: ['dollar', 'dollar'], '£': ['pond', 'pond'] },
  andCents: '',
  minus: 'min',
  to: 'tot',
  decimalSign: ',',
  groupSign: '.',
  date: {
    months: 'januari februari maart april mei juni juli augustus september oktober november december'.split(
      ' ',
    ),
    order: (day, month, year) => `${day} ${month} ${year}`,
  },
  fractions: {
    '1/2': 'een half',
    '1/3': 'een derde',
    '2/3': 'twee derde',
    '1/4': 'een kwart',
    '3/4': 'drie kwart',
  },
}

const ordinals =
  'nulde eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende vijftiende zestiende zeventiende achttiende negentiende'.split(
    ' ',
  )
const ones = ' eenen tweeën drieën vieren vijfen zesen zevenen achten negenen'.split(' ')
const tens = '  twintig dertig veertig vijftig zestig zeventig tachtig negentig'.split(' ')

/** @param value 1 to 99 */
function ordinal(value: number): string {
  return value < 20 ? ordinals[value] : `${ones[value % 10]}${tens[Math.floor(value / 10)]}ste`
}

/** Rules for Dutch. */
export function dutchRules(): LanguageRule[] {
  return [
    {
      // "1e", "2de", "21ste"
      name: 'ordinal',
      pattern: pattern(`${before}([1-9]\\d?)(?:e|de|ste)${after}`),
      read: ([, number]) => ordinal(Number(number)),
    },
    {
      // "17.30 uur", "9:05", "8 u"
      name: 'time',
      pattern: pattern(
        `(?<![\\p{L}\\p{N}.,:])([01]?\\d|2[0-4])(?::([0-5]\\d)(?: (?:uur|u))?|\\.([0-5]\\d) (?:uur|u))(?![\\p{L}\\p{N}:])`,
      ),
      read: ([, hour, minutes = '', other = '']) => {
        const rest = Number(minutes + other)
        return `${String(Number(hour))} uur${rest === 0 ? '' : ` ${String(rest)}`}`
      },
    },
    ...sharedRules(vocabulary),
  ]
}
