/** Ways of writing in columns; the names are those of CSS. */
export const verticalWritings = ['vertical-rl', 'vertical-lr'] as const
export type VerticalWriting = (typeof verticalWritings)[number]

/** Which way the lines of a document run, and on which side of one the next one lies. */
export type Writing = 'horizontal-tb' | VerticalWriting

/** What can be chosen for a document that may be written in columns, instead of what it says itself. */
export const writingChoices = ['horizontal', 'vertical'] as const
export type WritingChoice = (typeof writingChoices)[number]

/** Scripts that are written in columns as well (ISO 15924), and where the second column lies. */
const verticalByScript: Readonly<Record<string, VerticalWriting>> = {
  Jpan: 'vertical-rl',
  Hani: 'vertical-rl',
  Hans: 'vertical-rl',
  Hant: 'vertical-rl',
  Bopo: 'vertical-rl',
  Kore: 'vertical-rl',
  Mong: 'vertical-lr',
  Phag: 'vertical-lr',
}

/** The script a language is written in; null for what is no tag, or a language whose script is not known. */
export function scriptOf(language: string): string | null {
  try {
    return new Intl.Locale(language).maximize().script ?? null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** How a language is written in columns; null for one that is not, or none. */
export function verticalWritingOf(language: string | undefined): VerticalWriting | null {
  const script = language === undefined ? null : scriptOf(language)
  return script === null ? null : (verticalByScript[script] ?? null)
}

/** What of a document decides how it is written. */
export interface WrittenDocument {
  readonly language?: string | undefined
  readonly writing?: VerticalWriting | undefined
}

/** How a document would be written in columns: as it says, else as its language is; null: it never is. */
export function columnsOf({ writing, language }: WrittenDocument): VerticalWriting | null {
  return writing ?? verticalWritingOf(language)
}

/** How a document is written on the page. @param choice what was chosen for it; undefined: what it says itself */
export function writingOf(document: WrittenDocument, choice: WritingChoice | undefined): Writing {
  if (choice === 'horizontal') return 'horizontal-tb'
  return (choice === 'vertical' ? columnsOf(document) : document.writing) ?? 'horizontal-tb'
}
