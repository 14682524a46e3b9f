import { gunzipSync } from 'node:zlib'
import { spanishPhrases } from './spanish-phrases'
import { ownRules, signsOfAll, wordings, type Wording } from './wording'

interface TableModule {
  readonly default: string
}

/**
 * Where each table is; "base" holds what all languages share. Two (ca, da) are not among them: they lack ClearSpeak, the
 * rules made for listening, and the other rules say where every fraction, root and index begins and ends.
 */
const tables: Readonly<Record<string, () => Promise<TableModule>>> = {
  base: () => import('speech-rule-engine/lib/mathmaps/base.json?speech'),
  af: () => import('speech-rule-engine/lib/mathmaps/af.json?speech'),
  de: () => import('speech-rule-engine/lib/mathmaps/de.json?speech'),
  en: () => import('speech-rule-engine/lib/mathmaps/en.json?speech'),
  es: () => import('speech-rule-engine/lib/mathmaps/es.json?speech'),
  fr: () => import('speech-rule-engine/lib/mathmaps/fr.json?speech'),
  hi: () => import('speech-rule-engine/lib/mathmaps/hi.json?speech'),
  it: () => import('speech-rule-engine/lib/mathmaps/it.json?speech'),
  ko: () => import('speech-rule-engine/lib/mathmaps/ko.json?speech'),
  nb: () => import('speech-rule-engine/lib/mathmaps/nb.json?speech'),
  nn: () => import('speech-rule-engine/lib/mathmaps/nn.json?speech'),
  sv: () => import('speech-rule-engine/lib/mathmaps/sv.json?speech'),
}

/** Whether formulas can be said in a language, given by the name its table has. */
export function hasSpeechTable(locale: string): boolean {
  return locale !== 'base' && Object.hasOwn(tables, locale)
}

/** Reads a table, JSON, out of the bundle, in our wording. @param locale "base", or one for which `hasSpeechTable` */
export async function readSpeechTable(locale: string): Promise<string> {
  const table = await unpack(locale)
  if (locale === 'base') return JSON.stringify(table)
  if (locale === 'es') borrowRules(table, await unpack('en'))
  const { signs, functions = {}, actions = {} } = wordings[locale] ?? {}
  return reworded(table, locale, { signs: { ...signsOfAll, ...signs }, functions, actions })
}

async function unpack(locale: string): Promise<Table> {
  const packed = await tables[locale]!()
  return JSON.parse(gunzipSync(Buffer.from(packed.default, 'base64')).toString('utf8')) as Table
}

/** A table's lists, each under "language/kind/title". */
type Table = Record<string, Names[] | Rules>
/** A list of signs or functions: its first entry says of which language they are, the others bear a name each. */
interface Names {
  locale?: string
  key?: string
  mappings?: Record<string, Record<string, string>>
  names?: readonly string[]
}
/** A list of rules: lines of ["Action", name, …] or ["Precondition", name, style, …conditions]. */
interface Rules {
  readonly rules: string[][]
  readonly locale?: string
}

const phrase = /(\[t\] )"([^"]*)"/g
const counted = /(context:")([A-Z][a-z]+)/g

/** Gives Spanish the English rules, in its own words. */
function borrowRules(spanish: Table, english: Table): void {
  const inSpanish = (words: string): string => spanishPhrases[words] ?? ''
  const translated = (line: string[]): string[] =>
    line.map((text) =>
      text
        .replace(phrase, (_, before: string, words: string) => `${before}"${inSpanish(words)}"`)
        .replace(counted, (_, before: string, word: string) => before + inSpanish(word)),
    )
  for (const [title, list] of Object.entries(english))
    if (title.includes('/clearspeak_') && !Array.isArray(list))
      spanish[title] = { ...list, locale: 'es', rules: list.rules.map(translated) }
}

function reworded(table: Table, locale: string, wording: Wording): string {
  const actions = { ...ownActions(), ...wording.actions }
  const signs = new Map(Object.entries(wording.signs).map(([sign, words]) => [keyOf(sign), words]))
  for (const [title, list] of Object.entries(table)) {
    if (!Array.isArray(list)) {
      if (/\/clearspeak_\w+_actions/.test(title)) addActions(list, actions)
      else if (/\/clearspeak_/.test(title)) addRules(list, actions)
    } else if (title.includes('/functions/')) rename(list, new Map(Object.entries(wording.functions)))
    else if (title.includes('/symbols/')) rename(list, signs)
  }
  // Signs that the library names by rules of its own, as letters of an alphabet.
  table[`${locale}/symbols/lector`] = [
    { ...{ locale } },
    ...[...signs].map(([key, words]) => named(key, words)),
  ]
  return JSON.stringify(table)
}

/** What our rules say in every language. */
function ownActions(): Record<string, string> {
  const said: Record<string, string> = {}
  for (const [name, { action }] of Object.entries(ownRules)) if (action !== undefined) said[name] = action
  return said
}

function keyOf(sign: string): string {
  return sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
}

function named(key: string, words: string): Names {
  return { key, mappings: { default: { default: words }, clearspeak: { default: words } } }
}

/** Gives entries of a list other words; what is left of `words` was in none. */
function rename(list: Names[], words: Map<string, string>): void {
  list.forEach((entry, index) => {
    const name = entry.key === undefined ? undefined : words.get(entry.key)
    if (name === undefined || entry.key === undefined) return
    list[index] = { ...entry, ...named(entry.key, name) }
    words.delete(entry.key)
  })
}

function addActions(list: Rules, actions: Readonly<Record<string, string>>): void {
  for (const [name, action] of Object.entries(actions)) {
    const known = list.rules.find((rule) => rule[0] === 'Action' && rule[1] === name)
    if (known) known[2] = action
    else list.rules.push(['Action', name, action])
  }
}

function addRules(list: Rules, actions: Readonly<Record<string, string>>): void {
  for (const [name, { conditions }] of Object.entries(ownRules))
    if (Object.hasOwn(actions, name)) list.rules.push(['Precondition', name, 'default', ...conditions])
}
