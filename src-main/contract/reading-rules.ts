import { z } from 'zod'
import {
  matters,
  recordingMarkKinds,
  ruledMarkKinds,
  type Block,
  type InlineMark,
  type RecordingMarkKind,
} from './document'

/** What can be kept from being read, each by a rule of its own. */
export const readingSubjects = [
  ...ruledMarkKinds,
  ...matters,
  'footnote',
  'caption',
  'image-alternative',
  'table',
  'code',
  'formula',
  'furniture',
  ...recordingMarkKinds,
] as const
export type ReadingSubject = (typeof readingSubjects)[number]
/** What is decided on where a voice reads all of a document. */
export type VoicedSubject = Exclude<ReadingSubject, RecordingMarkKind>

/** What a rule does: its subject is read, named by a short phrase, or left out. */
export const readingActions = ['read', 'phrase', 'skip'] as const
export type ReadingAction = (typeof readingActions)[number]

/** What is done with each subject; one that is not named is treated as `defaultReadingRules` say. */
export const readingRulesSchema = z.partialRecord(z.enum(readingSubjects), z.enum(readingActions))
export type ReadingRules = z.infer<typeof readingRulesSchema>

/** What most people want to hear: all of the text, the notes as well, without what only the eye has a use for. */
export const defaultReadingRules: Readonly<Record<ReadingSubject, ReadingAction>> = {
  'note-reference': 'skip',
  'page-number': 'skip',
  'line-number': 'skip',
  url: 'phrase',
  bracket: 'read',
  contents: 'skip',
  imprint: 'skip',
  licence: 'skip',
  aside: 'skip',
  footnote: 'read',
  caption: 'read',
  'image-alternative': 'read',
  table: 'read',
  code: 'phrase',
  formula: 'read',
  furniture: 'skip',
  // A voice goes on where the recording leaves something out, but not for a word in the middle of a sentence.
  unrecorded: 'read',
  'unrecorded-word': 'skip',
}

const subjects: ReadonlySet<string> = new Set(readingSubjects)

const ofRecordings: ReadonlySet<string> = new Set(recordingMarkKinds)

function isSubject(name: string): name is ReadingSubject {
  return subjects.has(name)
}

/** Which rule decides on a block as a whole; null: none, it is always read, or there is nothing in it to be read. */
export function subjectOf({ matter, kind }: Pick<Block, 'matter' | 'kind'>): VoicedSubject | null {
  if (kind === 'wordless-picture') return null
  return matter ?? (isVoicedSubject(kind) ? kind : null)
}

/** Whether something is decided on under this name where a voice reads all of a document. */
export function isVoicedSubject(name: string): name is VoicedSubject {
  return isSubject(name) && !ofRecordings.has(name)
}

/** Which rule decides on a stretch of a block; null: none. */
export function subjectOfMark({ kind }: Pick<InlineMark, 'kind'>): ReadingSubject | null {
  // What is set as code inside a sentence is a part of the sentence.
  return kind !== 'code' && isSubject(kind) ? kind : null
}

/** Which rule decides on a stretch of a block that a voice reads; null: none. */
export function voicedSubjectOfMark(mark: Pick<InlineMark, 'kind'>): VoicedSubject | null {
  const subject = subjectOfMark(mark)
  return subject !== null && isVoicedSubject(subject) ? subject : null
}

/** The rules while a voice reads the document: what a recording leaves out is decided on only where one reads. */
export function withoutRecording(rules: ReadingRules): ReadingRules {
  return { ...rules, unrecorded: 'read', 'unrecorded-word': 'read' }
}

/** What is done with a subject. */
export function actionFor(subject: ReadingSubject | null, rules: ReadingRules): ReadingAction {
  return subject === null ? 'read' : (rules[subject] ?? defaultReadingRules[subject])
}
