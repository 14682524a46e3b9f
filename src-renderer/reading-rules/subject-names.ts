import type { ReadingAction, ReadingSubject } from '@contract/reading-rules'

/** What people call a subject of the reading rules. */
export interface SubjectName {
  /** As it begins a sentence. */
  readonly one: string
  readonly many: string
  /** Where the name alone does not say what is meant. */
  readonly hint?: string
  /** Whether a short phrase in its place tells a listener anything. */
  readonly hasPhrase: boolean
}

/** In the order they are listed in: what is met most often first. */
export const subjectNames: Readonly<Record<ReadingSubject, SubjectName>> = {
  'note-reference': {
    one: 'Note number',
    many: 'Note numbers',
    hint: 'The small numbers and signs that lead to notes.',
    hasPhrase: false,
  },
  footnote: { one: 'Footnote', many: 'Footnotes', hint: 'The notes themselves.', hasPhrase: true },
  'page-number': { one: 'Page number', many: 'Page numbers', hasPhrase: false },
  'line-number': { one: 'Line number', many: 'Line numbers', hasPhrase: false },
  furniture: {
    one: 'Page furniture',
    many: 'Headers and footers',
    hint: 'What a page carries beside its text: running heads and feet, navigation.',
    hasPhrase: false,
  },
  table: { one: 'Table', many: 'Tables', hint: 'Read row by row.', hasPhrase: true },
  code: { one: 'Code block', many: 'Code blocks', hasPhrase: true },
  formula: { one: 'Formula', many: 'Formulas', hasPhrase: true },
  caption: { one: 'Caption', many: 'Captions', hasPhrase: false },
  'image-alternative': {
    one: 'Image description',
    many: 'Image descriptions',
    hint: 'The words that stand in for a picture.',
    hasPhrase: true,
  },
  url: { one: 'Web address', many: 'Web addresses', hasPhrase: true },
  bracket: { one: 'Text in brackets', many: 'Text in brackets', hasPhrase: false },
  contents: {
    one: 'Table of contents',
    many: 'Table of contents',
    hint: 'The one printed in the document.',
    hasPhrase: true,
  },
  imprint: {
    one: 'Imprint',
    many: 'Imprint',
    hint: 'Publisher, copyright and the like.',
    hasPhrase: true,
  },
  licence: { one: 'Licence text', many: 'Licence text', hasPhrase: true },
  aside: {
    one: 'Aside',
    many: 'Asides',
    hint: 'What stands apart from the order of reading.',
    hasPhrase: true,
  },
}

/** The actions that make sense for a subject, in the order they are offered in. */
export function actionsFor(subject: ReadingSubject): readonly ReadingAction[] {
  return subjectNames[subject].hasPhrase ? ['read', 'phrase', 'skip'] : ['read', 'skip']
}

/** The choice's words. */
export const actionNames: Readonly<Record<ReadingAction, string>> = {
  read: 'Read',
  phrase: 'Phrase',
  skip: 'Skip',
}

const doneTo: Readonly<Record<ReadingAction, string>> = {
  read: 'read',
  phrase: 'said as a phrase',
  skip: 'skipped',
}

/** "Page number, skipped": what a place on the page says of itself. */
export function reasonText(subject: ReadingSubject, action: ReadingAction): string {
  return `${subjectNames[subject].one}, ${doneTo[action]}`
}

/** "84, skipped": how often a subject is met, and what is done with it. */
export function countText(count: number, action: ReadingAction): string {
  return `${count.toLocaleString('en')}, ${doneTo[action]}`
}
