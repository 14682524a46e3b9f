import { pattern, type LanguageRule } from './language-rules'
import { sharedRules } from './shared-rules'
import type { Vocabulary } from './vocabulary'

const vocabulary: Vocabulary = {
  abbreviations: {
    'Sr.': 'senhor',
    'Sra.': 'senhora',
    'Srs.': 'senhores',
    'Srta.': 'senhorita',
    'Dr.': 'doutor',
    'Dra.': 'doutora',
    'Prof.': 'professor',
    'Profa.': 'professora',
    'D.': 'dom',
    'p. ex.': 'por exemplo',
    'a. C.': 'antes de Cristo',
    'd. C.': 'depois de Cristo',
    'séc.': 'século',
    'Av.': 'avenida',
    'aprox.': 'aproximadamente',
    'tel.': 'telefone',
    'cap.': 'capítulo',
    'etc.': 'etcétera',
  },
  beforeNumber: {
    'n.º': 'número',
    nº: 'número',
    'pág.': 'página',
    'págs.': 'páginas',
    'p.': 'página',
    'vol.': 'volume',
    'fig.': 'figura',
    'art.': 'artigo',
  },
  units: {
    km: ['quilómetro', 'quilómetros'],
    'km/h': ['quilómetro por hora', 'quilómetros por hora'],
    m: ['metro', 'metros'],
    cm: ['centímetro', 'centímetros'],
    mm: ['milímetro', 'milímetros'],
    'm²': ['metro quadrado', 'metros quadrados'],
    'km²': ['quilómetro quadrado', 'quilómetros quadrados'],
    'm³': ['metro cúbico', 'metros cúbicos'],
    kg: ['quilo', 'quilos'],
    g: ['grama', 'gramas'],
    l: ['litro', 'litros'],
    ml: ['mililitro', 'mililitros'],
    '°C': ['grau Celsius', 'graus Celsius'],
    '°': ['grau', 'graus'],
    min: ['minuto', 'minutos'],
  },
  currencies: {
    R$: ['real', 'reais'],
    '€': ['euro', 'euros'],
    US$: ['dólar', 'dólares'],
    $: ['dólar', 'dólares'],
    '£': ['libra', 'libras'],
  },
  andCents: 'e',
  minus: 'menos',
  to: 'a',
  decimalSign: ',',
  groupSign: '.',
  date: {
    months: 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'.split(
      ' ',
    ),
    order: (day, month, year) => `${day} de ${month} de ${year}`,
  },
  fractions: {
    '1/2': 'um meio',
    '1/3': 'um terço',
    '2/3': 'dois terços',
    '1/4': 'um quarto',
    '3/4': 'três quartos',
  },
}

/** Rules for Portuguese; in Brazil "quilômetro" differs by the quality of a vowel. */
export function portugueseRules(isBrazil: boolean): LanguageRule[] {
  const units = isBrazil
    ? Object.fromEntries(
        Object.entries(vocabulary.units).map(([unit, [one, many]]) => [
          unit,
          [one.replace('quiló', 'quilô'), many.replace('quiló', 'quilô')] as const,
        ]),
      )
    : vocabulary.units
  return [
    {
      // "17h30", "9h", "17:30"
      name: 'time',
      pattern: pattern(
        `(?<![\\p{L}\\p{N}.,:])([01]?\\d|2[0-4])(?: ?h(?: ?([0-5]\\d))?|:([0-5]\\d)(?: ?h)?)(?![\\p{L}\\p{N}:])`,
      ),
      read: ([, hour, minutes = '', other = '']) => {
        const rest = Number(minutes + other)
        const value = Number(hour)
        const hours =
          value === 1 ? 'uma' : value === 2 ? 'duas' : value === 21 ? 'vinte e uma' : String(value)
        return `${hours} ${value === 1 ? 'hora' : 'horas'}${rest === 0 ? '' : ` e ${String(rest)}`}`
      },
    },
    ...sharedRules({ ...vocabulary, units }),
  ]
}
