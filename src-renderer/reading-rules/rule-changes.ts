import type { ReadingAction, ReadingRules, ReadingSubject } from '@contract/reading-rules'
import type { ReadingSettings } from '@contract/settings'
import { withOwn } from '../settings/per-document'

/**
 * The settings with another rule.
 * @param documentId null: for all documents
 * @param action     null: as it is without this rule
 */
export function withRule(
  reading: ReadingSettings,
  documentId: string | null,
  subject: ReadingSubject,
  action: ReadingAction | null,
): ReadingSettings {
  if (documentId === null) return { ...reading, rules: changed(reading.rules, subject, action) }
  return withDocumentRules(reading, documentId, changed(reading.documents[documentId] ?? {}, subject, action))
}

/** The settings with a document's own rules replaced; without any it is read as all are. */
export function withDocumentRules(
  reading: ReadingSettings,
  documentId: string,
  rules: ReadingRules,
): ReadingSettings {
  const own = Object.keys(rules).length === 0 ? null : rules
  return { ...reading, documents: withOwn(reading.documents, documentId, own) }
}

function changed(rules: ReadingRules, subject: ReadingSubject, action: ReadingAction | null): ReadingRules {
  const others: ReadingRules = { ...rules }
  delete others[subject]
  return action === null ? others : { ...others, [subject]: action }
}
