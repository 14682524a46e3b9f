import type { ReadingAction, ReadingSubject } from '@contract/reading-rules'
import type { StringKey } from '@contract/strings/catalogue'
import type { Translate } from '@contract/strings/translator'

/** What people call a subject of the reading rules. */
export interface SubjectName {
  /** As it begins a sentence. */
  readonly one: string
  readonly many: string
  /** Where the name alone does not say what is meant. */
  readonly hint?: string
}

interface SubjectTraits {
  /** Whether a short phrase in its place tells a listener anything. */
  readonly hasPhrase: boolean
  readonly hint?: StringKey
}

/** In the order they are listed in: what is met most often first. */
const traits: Readonly<Record<ReadingSubject, SubjectTraits>> = {
  'note-reference': { hasPhrase: false, hint: 'reading.subject.note-reference.hint' },
  footnote: { hasPhrase: true, hint: 'reading.subject.footnote.hint' },
  'page-number': { hasPhrase: false },
  'line-number': { hasPhrase: false },
  furniture: { hasPhrase: false, hint: 'reading.subject.furniture.hint' },
  table: { hasPhrase: true, hint: 'reading.subject.table.hint' },
  code: { hasPhrase: true },
  formula: { hasPhrase: true },
  caption: { hasPhrase: false },
  'image-alternative': { hasPhrase: true, hint: 'reading.subject.image-alternative.hint' },
  url: { hasPhrase: true },
  bracket: { hasPhrase: false },
  contents: { hasPhrase: true, hint: 'reading.subject.contents.hint' },
  imprint: { hasPhrase: true, hint: 'reading.subject.imprint.hint' },
  licence: { hasPhrase: true },
  aside: { hasPhrase: true, hint: 'reading.subject.aside.hint' },
  unrecorded: { hasPhrase: false, hint: 'reading.subject.unrecorded.hint' },
  'unrecorded-word': { hasPhrase: false, hint: 'reading.subject.unrecorded-word.hint' },
}

/** Every subject, in the order they are listed in. */
export function listedSubjects(): ReadingSubject[] {
  return Object.keys(traits) as ReadingSubject[]
}

/** The names of a subject. */
export function subjectName(t: Translate, subject: ReadingSubject): SubjectName {
  const { hint } = traits[subject]
  return {
    one: t(`reading.subject.${subject}.one`),
    many: t(`reading.subject.${subject}.many`),
    ...(hint && { hint: t(hint) }),
  }
}

/** The actions that make sense for a subject, in the order they are offered in. */
export function actionsFor(subject: ReadingSubject): readonly ReadingAction[] {
  return traits[subject].hasPhrase ? ['read', 'phrase', 'skip'] : ['read', 'skip']
}

/** The choice's words. */
export function actionName(t: Translate, action: ReadingAction): string {
  return t(`reading.action.${action}`)
}

/** "Page number, skipped": what a place on the page says of itself. */
export function reasonText(
  t: Translate,
  subject: ReadingSubject,
  action: Exclude<ReadingAction, 'read'>,
): string {
  return t(`reading.subject.${subject}.is-${action}`)
}

/** "84, skipped": how often a subject is met, and what is done with it. */
export function countText(t: Translate, count: number, action: ReadingAction): string {
  return t(`reading.count.${action}`, { count })
}
