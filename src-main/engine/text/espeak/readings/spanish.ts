import { after, before, pattern, type LanguageRule } from './language-rules'
import { sharedRules } from './shared-rules'
import type { Vocabulary } from './vocabulary'

const vocabulary: Vocabulary = {
  abbreviations: {
    'p. ej.': 'por ejemplo',
    'EE. UU.': 'Estados Unidos',
    'D.': 'don',
    'Dña.': 'doña',
    'Dra.': 'doctora',
    'Srta.': 'señorita',
    'Sres.': 'señores',
    'Prof.': 'profesor',
    'Ud.': 'usted',
    'Uds.': 'ustedes',
    'a. C.': 'antes de Cristo',
    'd. C.': 'después de Cristo',
    'Avda.': 'avenida',
    'aprox.': 'aproximadamente',
    'tel.': 'teléfono',
    'cap.': 'capítulo',
    'ed.': 'edición',
  },
  beforeNumber: {
    'n.º': 'número',
    nº: 'número',
    'núm.': 'número',
    'pág.': 'página',
    'págs.': 'páginas',
    'p.': 'página',
    'vol.': 'volumen',
    'fig.': 'figura',
    'art.': 'artículo',
  },
  units: {
    km: ['kilómetro', 'kilómetros'],
    'km/h': ['kilómetro por hora', 'kilómetros por hora'],
    m: ['metro', 'metros'],
    cm: ['centímetro', 'centímetros'],
    mm: ['milímetro', 'milímetros'],
    'm²': ['metro cuadrado', 'metros cuadrados'],
    'km²': ['kilómetro cuadrado', 'kilómetros cuadrados'],
    'm³': ['metro cúbico', 'metros cúbicos'],
    kg: ['kilo', 'kilos'],
    g: ['gramo', 'gramos'],
    l: ['litro', 'litros'],
    ml: ['mililitro', 'mililitros'],
    '°C': ['grado centígrado', 'grados centígrados'],
    '°': ['grado', 'grados'],
    min: ['minuto', 'minutos'],
  },
  currencies: {
    '€': ['euro', 'euros'],
    $: ['dólar', 'dólares'],
    US$: ['dólar', 'dólares'],
    '£': ['libra', 'libras'],
  },
  andCents: 'con',
  one: 'un',
  minus: 'menos',
  to: 'a',
  decimalSign: ',',
  groupSign: '.',
  date: {
    months: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(
      ' ',
    ),
    order: (day, month, year) => `${day} de ${month} de ${year}`,
  },
  fractions: {
    '1/2': 'un medio',
    '1/3': 'un tercio',
    '2/3': 'dos tercios',
    '1/4': 'un cuarto',
    '3/4': 'tres cuartos',
  },
}

const ordinals = 'primer segund tercer cuart quint sext séptim octav noven décim'.split(' ')

/** Rules for Spanish. */
export function spanishRules(): LanguageRule[] {
  return [
    {
      // "1.º", "2ª", "3.er"
      name: 'ordinal',
      pattern: pattern(`${before}(10|[1-9])\\.?(?:(er)|([ºo])|([ªa]))${after}`),
      read: ([, number, apocopated, masculine]) => {
        const stem = ordinals[Number(number) - 1]
        if (apocopated !== undefined) return stem
        return stem + (masculine === undefined ? 'a' : 'o')
      },
    },
    {
      // "17:30", "9:00"
      name: 'time',
      pattern: pattern(`(?<![\\p{L}\\p{N}.,:])([01]?\\d|2[0-4]):([0-5]\\d)(?: ?h)?(?![\\p{L}\\p{N}:])`),
      read: ([, hour, minutes]) =>
        `${Number(hour) === 1 ? 'una' : String(Number(hour))} ${Number(minutes) === 0 ? 'en punto' : `y ${String(Number(minutes))}`}`,
    },
    {
      // "el s. XX"
      name: 'century',
      pattern: pattern(`${before}ss?\\.(?= [IVX]+${after})`),
      read: ([written]) => (written === 's.' ? 'siglo' : 'siglos'),
    },
    ...sharedRules(vocabulary),
  ]
}
