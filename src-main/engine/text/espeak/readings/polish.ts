import { after, pattern, type LanguageRule } from './language-rules'
import { romanValue } from '../../roman-numerals'
import { sharedRules } from './shared-rules'
import type { Vocabulary } from './vocabulary'

const vocabulary: Vocabulary = {
  abbreviations: {
    'np.': 'na przykład',
    'itd.': 'i tak dalej',
    'itp.': 'i tym podobne',
    'tzn.': 'to znaczy',
    'tj.': 'to jest',
    'm.in.': 'między innymi',
    'tzw.': 'tak zwany',
    'ok.': 'około',
    'ul.': 'ulica',
    'al.': 'aleja',
    'ks.': 'ksiądz',
    'św.': 'święty',
    'inż.': 'inżynier',
    'zob.': 'zobacz',
    'por.': 'porównaj',
    'p.n.e.': 'przed naszą erą',
    'n.e.': 'naszej ery',
    'godz.': 'godzina',
    'tys.': 'tysięcy',
    mln: 'milionów',
    mld: 'miliardów',
  },
  beforeNumber: {
    nr: 'numer',
    's.': 'strona',
    'str.': 'strona',
    'rys.': 'rysunek',
    'rozdz.': 'rozdział',
    'art.': 'artykuł',
    't.': 'tom',
  },
  afterNumber: { 'r.': 'roku', 'w.': 'wieku', 'min.': 'minut' },
  units: {
    km: ['kilometr', 'kilometrów', 'kilometry'],
    'km/h': ['kilometr na godzinę', 'kilometrów na godzinę', 'kilometry na godzinę'],
    m: ['metr', 'metrów', 'metry'],
    cm: ['centymetr', 'centymetrów', 'centymetry'],
    mm: ['milimetr', 'milimetrów', 'milimetry'],
    'm²': ['metr kwadratowy', 'metrów kwadratowych', 'metry kwadratowe'],
    'km²': ['kilometr kwadratowy', 'kilometrów kwadratowych', 'kilometry kwadratowe'],
    'm³': ['metr sześcienny', 'metrów sześciennych', 'metry sześcienne'],
    kg: ['kilogram', 'kilogramów', 'kilogramy'],
    g: ['gram', 'gramów', 'gramy'],
    l: ['litr', 'litrów', 'litry'],
    ml: ['mililitr', 'mililitrów', 'mililitry'],
    '°C': ['stopień Celsjusza', 'stopni Celsjusza', 'stopnie Celsjusza'],
    '°': ['stopień', 'stopni', 'stopnie'],
  },
  currencies: {
    zł: ['złoty', 'złotych', 'złote'],
    '€': ['euro', 'euro'],
    $: ['dolar', 'dolarów', 'dolary'],
    '£': ['funt', 'funtów', 'funty'],
  },
  andCents: '',
  plurals: 'pl',
  minus: 'minus',
  to: 'do',
  decimalSign: ',',
  groupSign: '',
  date: {
    months:
      'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia'.split(
        ' ',
      ),
    order: (day, month, year) => `${day} ${month} ${year}`,
  },
  fractions: {
    '1/2': 'jedna druga',
    '1/3': 'jedna trzecia',
    '2/3': 'dwie trzecie',
    '1/4': 'jedna czwarta',
    '3/4': 'trzy czwarte',
  },
}

const centuries =
  'pierwsz drugi trzeci czwart piąt szóst siódm ósm dziewiąt dziesiąt jedenast dwunast trzynast czternast piętnast szesnast siedemnast osiemnast dziewiętnast dwudziest'.split(
    ' ',
  )

/** With the ending of "w … wieku", or of "… wiek". */
function century(value: number, isLocative: boolean): string {
  const lead = value === 21 ? `${centuries[19]}${isLocative ? 'ym' : 'y'} ` : ''
  const stem = centuries[(value === 21 ? 1 : value) - 1]
  if (stem.endsWith('i')) return `${lead}${stem}${isLocative ? 'm' : ''}`
  return `${lead}${stem}${isLocative ? 'ym' : 'y'}`
}

/** Rules for Polish. */
export function polishRules(): LanguageRule[] {
  return [
    {
      // "w XIX w.", "XX wiek"
      name: 'century',
      pattern: pattern(`(?<![\\p{L}\\p{N}])([IVX]+) (?:w\\.|wiek(u)?)${after}`),
      read: ([, numeral, locative], text) => {
        const value = romanValue(numeral)
        if (value === null || value > 21) return null
        const isLocative = locative !== undefined || new RegExp(`(?<!\\p{L})[wW] ${numeral} `, 'u').test(text)
        return `${century(value, isLocative)} ${isLocative ? 'wieku' : 'wiek'}`
      },
    },
    ...sharedRules(vocabulary),
  ]
}
