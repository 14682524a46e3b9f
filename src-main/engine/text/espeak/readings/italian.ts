import { after, before, pattern, type LanguageRule } from './language-rules'
import { sharedRules } from './shared-rules'
import type { Vocabulary } from './vocabulary'

const vocabulary: Vocabulary = {
  abbreviations: {
    'sig.': 'signor',
    'sig.ra': 'signora',
    'sig.na': 'signorina',
    'sigg.': 'signori',
    'dott.': 'dottor',
    'dott.ssa': 'dottoressa',
    'prof.': 'professor',
    'prof.ssa': 'professoressa',
    'ing.': 'ingegner',
    'avv.': 'avvocato',
    'ecc.': 'eccetera',
    'p. es.': 'per esempio',
    'ad es.': 'ad esempio',
    'cfr.': 'confronta',
    'a. C.': 'avanti Cristo',
    'd. C.': 'dopo Cristo',
    'sec.': 'secolo',
    'tel.': 'telefono',
    'cap.': 'capitolo',
    'S.p.A.': 'società per azioni',
  },
  beforeNumber: {
    'n.': 'numero',
    'nr.': 'numero',
    'n°': 'numero',
    'pag.': 'pagina',
    'pagg.': 'pagine',
    'p.': 'pagina',
    'vol.': 'volume',
    'fig.': 'figura',
    'art.': 'articolo',
  },
  units: {
    km: ['chilometro', 'chilometri'],
    'km/h': ['chilometro orario', 'chilometri orari'],
    m: ['metro', 'metri'],
    cm: ['centimetro', 'centimetri'],
    mm: ['millimetro', 'millimetri'],
    'm²': ['metro quadrato', 'metri quadrati'],
    'km²': ['chilometro quadrato', 'chilometri quadrati'],
    'm³': ['metro cubo', 'metri cubi'],
    kg: ['chilo', 'chili'],
    g: ['grammo', 'grammi'],
    l: ['litro', 'litri'],
    ml: ['millilitro', 'millilitri'],
    '°C': ['grado Celsius', 'gradi Celsius'],
    '°': ['grado', 'gradi'],
    min: ['minuto', 'minuti'],
  },
  currencies: { '€': ['euro', 'euro'], $: ['dollaro', 'dollari'], '£': ['sterlina', 'sterline'] },
  andCents: 'e',
  one: 'un',
  minus: 'meno',
  to: 'a',
  decimalSign: ',',
  groupSign: '.',
  date: {
    months:
      'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'.split(
        ' ',
      ),
    order: (day, month, year) => `${day === '1' ? 'primo' : day} ${month} ${year}`,
  },
  fractions: {
    '1/2': 'un mezzo',
    '1/3': 'un terzo',
    '2/3': 'due terzi',
    '1/4': 'un quarto',
    '3/4': 'tre quarti',
  },
}

const vowelNumbers: Readonly<Record<string, string>> = {
  1: 'uno',
  8: 'otto',
  11: 'undici',
  80: 'ottanta',
  81: 'ottantuno',
  82: 'ottantadue',
  83: 'ottantatré',
  84: 'ottantaquattro',
  85: 'ottantacinque',
  86: 'ottantasei',
  87: 'ottantasette',
  88: 'ottantotto',
  89: 'ottantanove',
  800: 'ottocento',
}

/** Rules for Italian. */
export function italianRules(): LanguageRule[] {
  return [
    {
      // "1° maggio", "2° posto": an ordinal where no degrees are meant
      name: 'first of a month',
      pattern: pattern(`${before}1°(?= (?:${vocabulary.date?.months.join('|') ?? ''})${after})`),
      read: () => 'primo',
    },
    {
      // "l'80 %", "dall'11": before digits espeak spells the article
      name: 'number after an elided article',
      pattern: pattern(
        `${before}(l|all|dall|dell|nell|sull)(['’])(1|8|11|8\\d|800)(?![\\p{L}\\p{N}]|[.,]\\d)`,
      ),
      read: ([, article, apostrophe, number]) => `${article}${apostrophe}${vowelNumbers[number]}`,
    },
    ...sharedRules(vocabulary),
  ]
}
