import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import { nameFields, nameFrom, type NameValues } from '@contract/name-pattern'

const values: NameValues = {
  n: 3,
  count: 12,
  book: 'Moby-Dick',
  chapter: 'The Carpet-Bag',
  author: 'Herman Melville',
  voice: 'Heart',
  date: '2026-11-22',
}

describe('nameFrom', () => {
  test.each<[pattern: string, changes: Partial<NameValues>, name: string]>([
    ['{nn} {chapter}', {}, '03 The Carpet-Bag'],
    ['{nn} {chapter}', { count: 135 }, '003 The Carpet-Bag'],
    ['{nn}', { n: 7, count: 9 }, '07'],
    ['{book} - {n} of {count} {chapter}', {}, 'Moby-Dick - 3 of 12 The Carpet-Bag'],
    ['{book} - {n} of {count} {chapter}', { chapter: '' }, 'Moby-Dick - 3 of 12'],
    ['{book} - {n} of {count} {chapter}', { book: undefined }, '3 of 12 The Carpet-Bag'],
    ['{author} - {book} - {chapter}', { book: ' ' }, 'Herman Melville - The Carpet-Bag'],
    ['{author} - {book} - {chapter}', { book: '', author: '' }, 'The Carpet-Bag'],
    ['{author} - {book} - {chapter}', { book: '', chapter: '' }, 'Herman Melville'],
    ['{author}, {book}, {voice} {chapter}', { book: '', voice: '' }, 'Herman Melville, The Carpet-Bag'],
    ['{book} ({author}) {nn}', { author: '' }, 'Moby-Dick 03'],
    ['{nn}. {chapter} [{voice}, {date}]', {}, '03. The Carpet-Bag [Heart, 2026-11-22]'],
    ['{nn}. {chapter} [{voice}]', { voice: '', chapter: '' }, '03'],
    ['{book} [{voice}, {date}]', { voice: '' }, 'Moby-Dick [2026-11-22]'],
    ['{book} ({author}, {voice})', { voice: '' }, 'Moby-Dick (Herman Melville)'],
    ['{book} ({author}, {voice}) {nn}', { author: '', voice: '' }, 'Moby-Dick 03'],
    ['{chapter}', { chapter: 'Wait... - what?  {book}\n' }, 'Wait... - what? {book}'],
    ['{chapter} - {book}', { chapter: 'Wait...', book: '' }, 'Wait...'],
    ['{book}{chapter}', { chapter: '' }, 'Moby-Dick'],
    ['no field', {}, 'no field'],
    ['a } b { c', {}, 'a } b { c'],
    ['{chapter}', { chapter: '' }, ''],
  ])('%s with %j', (pattern, changes, name) => {
    expect(nameFrom(pattern, { ...values, ...changes })).toBe(name)
  })

  test.each(['{chpter}', '{Book}', '{}', '{ book }', '{toString}'])('%s is told to be unknown', (pattern) => {
    const error = (() => {
      try {
        return nameFrom(`{nn} ${pattern}`, values)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'export/unknown-field', details: { field: pattern } })
    expect((error as AppError).details.fields).toContain('{chapter}')
  })

  test('whatever is empty, nothing is doubled, begins or ends a name, and every value is there', () => {
    const fields = fc.constantFrom(...nameFields)
    const texts = fc.constantFrom('', 'a', 'B c', '1')
    const parts = fc.array(fc.tuple(fields, fc.constantFrom(' ', ' - ', ', ', '_', '. ')), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(parts, texts, texts, texts, (all, book, chapter, author) => {
        const pattern = all
          .map(([field, separator]) => `{${field}}${separator}`)
          .join('')
          .replace(/[\s\-,_.]+$/, '')
        const name = nameFrom(pattern, { n: 1, count: 2, book, chapter, author })
        expect(name).not.toMatch(/\s\s|- -|, ,|_ ?_|^[\s\-,_.]|[\s\-,_.]$/)
        const shown = all.map(
          ([field]) => ({ n: '1', nn: '01', count: '2', book, chapter, author, voice: '', date: '' })[field],
        )
        expect(name.replace(/[\s\-,_.]/g, '')).toBe(shown.join('').replace(/\s/g, ''))
      }),
      { seed: 9, numRuns: 500 },
    )
  })
})
