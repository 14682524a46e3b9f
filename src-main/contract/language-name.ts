/** A language as people call it: "French" for "fr" or "fr_FR"; the tag itself where it has no name. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag.trim().replaceAll('_', '-')) ?? tag
  } catch {
    // A malformed tag; documents have them.
    return tag
  }
}
