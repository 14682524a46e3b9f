import { gunzipSync } from 'node:zlib'

interface TableModule {
  readonly default: string
}

/** Where each table is; "base" holds what all languages share. */
const tables: Readonly<Record<string, () => Promise<TableModule>>> = {
  base: () => import('speech-rule-engine/lib/mathmaps/base.json?speech'),
  af: () => import('speech-rule-engine/lib/mathmaps/af.json?speech'),
  ca: () => import('speech-rule-engine/lib/mathmaps/ca.json?speech'),
  da: () => import('speech-rule-engine/lib/mathmaps/da.json?speech'),
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

/** Reads a table, JSON, out of the bundle. @param locale "base", or one for which `hasSpeechTable` */
export async function readSpeechTable(locale: string): Promise<string> {
  const packed = await tables[locale]!()
  return gunzipSync(Buffer.from(packed.default, 'base64')).toString('utf8')
}
