/** A language as people call it: "French" for "fr"; the tag itself where it has no name. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag
  } catch {
    // A malformed tag; documents have them.
    return tag
  }
}
