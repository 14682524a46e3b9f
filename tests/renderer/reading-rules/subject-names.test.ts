import { describe, expect, test } from 'vitest'
import { defaultReadingRules, readingSubjects } from '@contract/reading-rules'
import {
  actionsFor,
  countText,
  reasonText,
  subjectNames,
} from '../../../src-renderer/reading-rules/subject-names'

describe('subjectNames', () => {
  test('every subject has a name of its own, and can be left as it is by default', () => {
    expect(new Set(Object.keys(subjectNames))).toEqual(new Set(readingSubjects))
    expect(new Set(readingSubjects.map((subject) => subjectNames[subject].one)).size).toBe(
      readingSubjects.length,
    )
    for (const subject of readingSubjects) expect(actionsFor(subject)).toContain(defaultReadingRules[subject])
  })

  test('what a place says of itself, and what a count says', () => {
    expect(reasonText('page-number', 'skip')).toBe('Page number, skipped')
    expect(reasonText('code', 'phrase')).toBe('Code block, said as a phrase')
    expect(countText(1_312, 'skip')).toBe('1,312, skipped')
  })
})
