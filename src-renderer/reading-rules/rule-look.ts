import { actionFor, readingSubjects, type ReadingRules, type ReadingSubject } from '@contract/reading-rules'
import type { Translate } from '@contract/strings/translator'
import { reasonText } from './subject-names'

/** The subject an element of the page bears, if any. */
export function subjectOfElement(element: HTMLElement): ReadingSubject | null {
  const name = element.dataset.subject
  return readingSubjects.find((subject) => subject === name) ?? null
}

/**
 * Shows on an element that bears a subject what the rules do with it: by class, and in words that the style sheet hands
 * to assistive technology (`data-reason`). The rest of what was cut in two says it no second time.
 */
export function showRule(t: Translate, element: HTMLElement, rules: ReadingRules): void {
  const subject = subjectOfElement(element)
  const action = actionFor(subject, rules)
  element.classList.toggle('skipped', action === 'skip')
  element.classList.toggle('phrased', action === 'phrase')
  if (subject === null || action === 'read' || element.dataset.isRest !== undefined)
    delete element.dataset.reason
  else element.dataset.reason = reasonText(t, subject, action)
}

/** Shows other rules on everything under `root` that they change. */
export function showChangedRules(
  t: Translate,
  root: HTMLElement,
  rules: ReadingRules,
  before: ReadingRules,
): void {
  const changed = readingSubjects.filter(
    (subject) => actionFor(subject, rules) !== actionFor(subject, before),
  )
  if (changed.length === 0) return
  const selector = changed.map((subject) => `[data-subject='${subject}']`).join(',')
  for (const element of root.querySelectorAll<HTMLElement>(selector)) showRule(t, element, rules)
}
