import { describe, expect, test } from 'vitest'
import { defaultReadingRules, readingSubjects } from '@contract/reading-rules'
import { createTranslator } from '@contract/strings/translator'
import {
  actionsFor,
  countText,
  listedSubjects,
  reasonText,
  subjectName,
} from '../../../src-renderer/reading-rules/subject-names'

const { t } = createTranslator('en')

describe('subjectName', () => {
  test('every subject has a name of its own, and can be left as it is by default', () => {
    expect(new Set(listedSubjects())).toEqual(new Set(readingSubjects))
    expect(new Set(readingSubjects.map((subject) => subjectName(t, subject).one)).size).toBe(
      readingSubjects.length,
    )
    for (const subject of readingSubjects) expect(actionsFor(subject)).toContain(defaultReadingRules[subject])
  })

  test('what a place says of itself, and what a count says', () => {
    expect(reasonText(t, 'page-number', 'skip')).toBe('Page number, skipped')
    expect(reasonText(t, 'code', 'phrase')).toBe('Code block, said as a phrase')
    expect(countText(t, 1_312, 'skip')).toBe('1,312, skipped')
  })
})
