import { describe, expect, test } from 'vitest'
import { actionFor } from '@contract/reading-rules'
import { readingSettingsSchema, rulesFor } from '@contract/settings'
import { withDocumentRules, withRule } from '../../../src-renderer/reading-rules/rule-changes'

const fresh = readingSettingsSchema.parse({})

describe('withRule', () => {
  test('a rule for one document holds there alone, before those for all', () => {
    const all = withRule(fresh, null, 'code', 'skip')
    const one = withRule(all, 'book', 'code', 'read')
    expect(actionFor('code', rulesFor('book', one))).toBe('read')
    expect(actionFor('code', rulesFor('other', one))).toBe('skip')
  })

  test('a rule that is taken back leaves nothing behind', () => {
    expect(withRule(withRule(fresh, 'book', 'code', 'read'), 'book', 'code', null)).toEqual(fresh)
    expect(withRule(withRule(fresh, null, 'code', 'read'), null, 'code', null)).toEqual(fresh)
  })

  test('so many documents have rules of their own, and those changed longest ago are forgotten', () => {
    let reading = fresh
    for (let book = 0; book < 600; book++) reading = withRule(reading, `book-${book}`, 'code', 'read')
    reading = withRule(reading, 'book-100', 'url', 'read')
    reading = withRule(reading, 'one-more', 'url', 'read')
    expect(Object.keys(reading.documents)).toHaveLength(500)
    expect(reading.documents['book-100']).toEqual({ code: 'read', url: 'read' })
    expect(reading.documents['book-101']).toBeUndefined()
  })
})

describe('withDocumentRules', () => {
  test('without rules of its own a document is read as all are', () => {
    const own = withRule(withRule(fresh, 'book', 'code', 'read'), 'book', 'url', 'skip')
    expect(withDocumentRules(own, 'book', {})).toEqual(fresh)
  })
})
