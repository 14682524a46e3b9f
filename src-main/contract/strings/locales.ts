/**
 * The languages of the interface, and two that test it as the pseudo-locales of their names do elsewhere (Unicode
 * CLDR): `en-XA` has accents and is a third longer, `ar-XB` runs from right to left.
 */
export const locales = ['en', 'en-XA', 'ar-XB'] as const
export type Locale = (typeof locales)[number]

/** The language for a tag, as far as there is one. */
export function localeFor(tag: string | undefined): Locale {
  return locales.find((locale) => locale === tag) ?? 'en'
}
