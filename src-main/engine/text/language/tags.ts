/** Tags that say that no language, several, or one unknown is meant (ISO 639-2). */
const noLanguages = new Set(['und', 'mul', 'zxx', 'mis', 'root'])
/** Written forms of Norwegian: a voice of one reads the other. */
const sameAs: Readonly<Record<string, string>> = { nb: 'no', nn: 'no' }

/** A text has few tags and is asked for them with every sentence: the system takes 20 µs for each. */
const parsed = new Map<string, LanguageTag | null>()
/** A document that means harm has a tag of its own on every word. */
const mostParsed = 1_000

/** A language tag taken apart. */
export interface LanguageTag {
  /** ISO 639, the shortest code: "de". */
  readonly base: string
  /** ISO 3166 or UN M.49: "AT"; absent: none is said. */
  readonly region?: string
}

/**
 * Takes a BCP 47 tag apart, in its canonical form ("iw" is "he"); underscores pass for hyphens.
 * @returns null for what is no tag or names no language: documents say anything
 */
export function parseLanguageTag(tag: string): LanguageTag | null {
  const known = parsed.get(tag)
  if (known !== undefined) return known
  const taken = takeApart(tag)
  if (parsed.size >= mostParsed) parsed.clear()
  parsed.set(tag, taken)
  return taken
}

function takeApart(tag: string): LanguageTag | null {
  let locale: Intl.Locale
  try {
    locale = new Intl.Locale(tag.trim().replaceAll('_', '-'))
  } catch {
    return null
  }
  const { language, region } = locale
  // Runtimes differ in what "und" is: that, or nothing.
  if (!language || noLanguages.has(language)) return null
  return { base: sameAs[language] ?? language, ...(region === undefined ? {} : { region }) }
}

/** The language without its region: "de" of "de-AT"; null for what names no language. */
export function baseLanguage(tag: string): string | null {
  return parseLanguageTag(tag)?.base ?? null
}

/** Whether a voice of the one can read the other: regions are accents. */
export function isSameLanguage(one: string, other: string): boolean {
  const base = baseLanguage(one)
  return base !== null && base === baseLanguage(other)
}
