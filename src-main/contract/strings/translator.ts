import { IntlMessageFormat, type PrimitiveType } from 'intl-messageformat'
import { english, type Catalogue, type StringKey } from './catalogue'
import type { Locale } from './locales'
import { pseudoCatalogue } from './pseudo'

/** Says what a key stands for, with its values put in. */
export type Translate = (key: StringKey, values?: Readonly<Record<string, PrimitiveType>>) => string

/** A language of the interface. */
export interface Translator {
  readonly t: Translate
  /** BCP 47; numbers and dates follow it too. */
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
}

/** Opens a language of the interface. @throws where a message is used without one of its values */
export function createTranslator(locale: Locale): Translator {
  const catalogue: Catalogue = locale === 'en' ? english : pseudoCatalogue(english, locale)
  // Numbers of a pseudo-locale are those of English: a test can still read them.
  const formats = new Map<StringKey, IntlMessageFormat>()
  const formatOf = (key: StringKey): IntlMessageFormat => {
    const known = formats.get(key)
    if (known) return known
    const made = new IntlMessageFormat(catalogue[key], 'en')
    formats.set(key, made)
    return made
  }
  return {
    t: (key, values) => String(formatOf(key).format(values)),
    locale: 'en',
    direction: locale === 'ar-XB' ? 'rtl' : 'ltr',
  }
}
