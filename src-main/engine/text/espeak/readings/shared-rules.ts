import { after, before, literal, pattern, type LanguageRule } from './language-rules'
import type { Forms, Vocabulary } from './vocabulary'

/** A number with a decimal part in the language's own way, or grouped by spaces or its sign. */
function numberSource({ decimalSign, groupSign }: Vocabulary): string {
  const group = groupSign === '' ? '[ ]' : `(?:[ ]|${literal(groupSign)})`
  return `(?:[1-9]\\d{0,2}(?:${group}\\d{3})+(?!\\d)|\\d+)(?:${literal(decimalSign)}\\d+)?`
}

/** The digits of a printed number as espeak reads them: without signs between groups. */
function plainNumber(printed: string, { groupSign }: Vocabulary): string {
  return printed.replaceAll(' ', '').replaceAll(groupSign === '' ? ' ' : groupSign, '')
}

/** "z. B." as a pattern that also takes "z.B.". */
function spaced(written: string): string {
  return written.split(' ').map(literal).join(' ?')
}

function alternatives(keys: readonly string[]): string {
  return [...keys].sort((a, b) => b.length - a.length).join('|')
}

function words(
  name: string,
  table: Readonly<Record<string, string>> | undefined,
  frame: { before?: string; after?: string },
): LanguageRule[] {
  const keys = Object.keys(table ?? {})
  if (table === undefined || keys.length === 0) return []
  const known = new Map(keys.map((key) => [key.replaceAll(' ', ''), table[key]]))
  const find = (written: string): string | undefined => {
    const plain = written.replaceAll(' ', '')
    return known.get(plain) ?? known.get(plain.slice(0, 1).toLowerCase() + plain.slice(1))
  }
  const written = keys.map((key) => {
    const [first] = key
    const capital = first.toUpperCase()
    const rest = spaced(key.slice(first.length))
    return capital === first || capital.length !== first.length ? spaced(key) : `[${first}${capital}]${rest}`
  })
  return [
    {
      name,
      pattern: pattern(`${frame.before ?? before}(?:${alternatives(written)})${frame.after ?? after}`),
      read: ([match]) => find(match) ?? null,
    },
  ]
}

/** A number and the form of the word that it asks for. */
type Count = (amount: string, forms: Forms) => string

function counter({ one, plurals }: Vocabulary): Count {
  if (plurals === undefined)
    return (amount, [single, many]) => (amount === '1' ? `${one ?? amount} ${single}` : `${amount} ${many}`)
  const rules = new Intl.PluralRules(plurals)
  return (amount, [single, many, few = many]) => {
    const kind = rules.select(Number(amount.replace(',', '.')))
    return `${amount} ${kind === 'one' ? single : kind === 'many' ? many : few}`
  }
}

/** "$20", "5 €", "3,50 €", "€ 5". */
function money(vocabulary: Vocabulary, count: Count): LanguageRule[] {
  const signs = alternatives(Object.keys(vocabulary.currencies).map(literal))
  const number = numberSource(vocabulary)
  const read = (sign: string, printed: string): string | null => {
    const forms = vocabulary.currencies[sign]
    const [whole, cents] = plainNumber(printed, vocabulary).split(vocabulary.decimalSign)
    if (cents === undefined || /^0+$/.test(cents)) return count(whole, forms)
    if (cents.length !== 2) return `${whole}${vocabulary.decimalSign}${cents} ${forms[1]}`
    return `${count(whole, forms)} ${vocabulary.andCents} ${String(Number(cents))}`.replace(/ {2}/g, ' ')
  }
  const first = (gap: string): RegExp => pattern(`(?<![\\p{L}\\p{N}])(${signs})${gap}(${number})${after}`)
  return [
    {
      name: 'money with its sign first',
      pattern: first(''),
      read: ([, sign, printed]) => read(sign, printed),
    },
    {
      name: 'money with its sign last',
      pattern: pattern(`(?<![\\p{L}\\p{N}.,])(${number}) ?(${signs})${after}`),
      read: ([, printed, sign]) => read(sign, printed),
    },
    {
      name: 'money with its sign apart',
      pattern: first(' '),
      read: ([, sign, printed]) => read(sign, printed),
    },
  ]
}

function units(vocabulary: Vocabulary, count: Count): LanguageRule {
  const names = alternatives(Object.keys(vocabulary.units).map(literal))
  return {
    name: 'unit',
    pattern: pattern(
      `(?<![\\p{L}\\p{N}.,])(${numberSource(vocabulary)}) ?(${names})(?![\\p{L}\\p{M}\\p{N}/²³])`,
    ),
    read: ([, printed, unit]) => count(plainNumber(printed, vocabulary), vocabulary.units[unit]),
  }
}

/** "3/10/2026" and "3.10.2026": the day first, wherever it is written with digits in these languages. */
function date({ date: say }: Vocabulary): LanguageRule[] {
  if (say === undefined) return []
  return [
    {
      name: 'date',
      pattern: pattern(`(?<![\\p{L}\\p{N}.,/-])(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4})(?![\\p{L}\\p{N}/-])`),
      read: ([, day, , month, year]) => {
        const name = say.months[Number(month) - 1]
        if (name === undefined || Number(day) < 1 || Number(day) > 31) return null
        return say.order(String(Number(day)), name, year)
      },
    },
  ]
}

/** The rules that every language has, in its own words. */
export function sharedRules(vocabulary: Vocabulary): LanguageRule[] {
  const number = numberSource(vocabulary)
  const count = counter(vocabulary)
  const fractions = Object.keys(vocabulary.fractions).map(literal)
  return [
    ...words('abbreviation after a number', vocabulary.afterNumber, { before: '(?<=\\d ?)' }),
    ...words('abbreviation before a number', vocabulary.beforeNumber, { after: '(?= ?\\d)' }),
    ...words('abbreviation', vocabulary.abbreviations, {}),
    ...date(vocabulary),
    ...money(vocabulary, count),
    units(vocabulary, count),
    ...(vocabulary.percent === undefined
      ? []
      : [
          {
            name: 'percentage',
            pattern: pattern(`(?<![\\p{L}\\p{N}.,])(${number}) ?[%٪]`),
            read: ([, printed]: RegExpExecArray) =>
              `${plainNumber(printed, vocabulary)} ${vocabulary.percent ?? ''}`,
          },
        ]),
    ...(fractions.length === 0
      ? []
      : [
          {
            name: 'fraction',
            pattern: pattern(`(?<![\\p{L}\\p{N}/.,])(?:${alternatives(fractions)})(?![\\p{L}\\p{N}/])`),
            read: ([written]: RegExpExecArray) => vocabulary.fractions[written],
          },
        ]),
    {
      name: 'range',
      pattern: pattern(`(?<![\\p{L}\\p{N}.,–-])(${number}) ?– ?(${number})(?![\\p{L}\\p{N}–-])`),
      read: ([, from, to]) =>
        `${plainNumber(from, vocabulary)} ${vocabulary.to} ${plainNumber(to, vocabulary)}`,
    },
    {
      // "12-15", but not the groups of a telephone number
      name: 'range with a hyphen',
      pattern: pattern(
        '(?<![\\p{L}\\p{N}.,/–-])([1-9]\\d{0,3})-([1-9]\\d{0,3})(?![\\p{L}\\p{N}/–-]|[.,]\\d)',
      ),
      read: ([, from, to]) =>
        Number(from) < Number(to) && (from.length === to.length || to.length <= 2)
          ? `${from} ${vocabulary.to} ${to}`
          : null,
    },
    {
      name: 'number below zero',
      pattern: pattern(`(?<=^|[ (])[-−](${number})${after}`),
      read: ([, printed]) => `${vocabulary.minus} ${plainNumber(printed, vocabulary)}`,
    },
    {
      name: 'grouped number',
      pattern: pattern(`(?<![\\p{L}\\p{N}.,])(${number})(?![\\p{L}\\p{N}]|[.,]\\d)`),
      read: ([printed]) => {
        const plain = plainNumber(printed, vocabulary)
        return plain === printed ? null : plain
      },
    },
  ]
}
