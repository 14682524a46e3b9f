/**
 * A language as people call it: "French" for "fr" or "fr_FR"; the tag itself where it has no name.
 * @param locale of the words, as a tag: the window's language; the command line speaks English
 */
export function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(tag.trim().replaceAll('_', '-')) ?? tag
  } catch {
    // A malformed tag; documents have them.
    return tag
  }
}
