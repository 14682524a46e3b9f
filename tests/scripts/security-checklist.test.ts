import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { namedTests } from './named-tests'

const root = resolve(import.meta.dirname, '../..')
const page = readFileSync(resolve(root, 'docs/security.md'), 'utf8')
const items = page.split('\n').flatMap((line) => {
  const [, item, doneBy, shownBy] = line.split('|').map((cell) => cell.trim())
  return /^\d+\. /.test(item ?? '') ? [{ item, doneBy, shownBy }] : []
})

describe('the page on security', () => {
  test('has a line for each item of the checklist, in order', () => {
    expect(items.map(({ item }) => Number.parseInt(item))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    )
  })

  test.each(items)('$item: is said to be done by something, and shown by tests', ({ doneBy, shownBy }) => {
    expect(doneBy).not.toBe('')
    expect(namedTests(shownBy).length).toBeGreaterThan(0)
  })

  test('every test that it names is there', () => {
    const named = namedTests(page)
    expect(named.flatMap(({ names }) => names).length).toBeGreaterThan(30)
    for (const { file, names } of named) {
      expect(existsSync(resolve(root, file)), file).toBe(true)
      if (names.length === 0) continue
      const source = readFileSync(resolve(root, file), 'utf8')
      for (const name of names) expect(source.includes(name), `${file}: ${name}`).toBe(true)
    }
  })

  test('every other file that it names is there', () => {
    const paths = [...page.matchAll(/`((?:src-main|src-preload|scripts)\/[^`\s]+)`/g)].map(([, path]) => path)
    expect(paths.length).toBeGreaterThan(10)
    for (const path of paths) expect(existsSync(resolve(root, path)), path).toBe(true)
  })
})
