import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { namedTests } from './named-tests'

const root = resolve(import.meta.dirname, '../..')
const checklist = readFileSync(resolve(root, 'docs/accessibility.md'), 'utf8')
const lines = checklist.split('\n').flatMap((line) => {
  const [, requirement, state, shownBy] = line.split('|').map((cell) => cell.trim())
  return /^5\.\d+ /.test(requirement ?? '') ? [{ requirement, state, shownBy }] : []
})

describe('the checklist of what reading aloud is asked for', () => {
  test('has a line for each requirement, in order', () => {
    const numbers = lines.map(({ requirement }) => requirement.split(' ')[0])
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => `5.${index + 1}`))
  })

  test.each(lines)('$requirement: what shows it is there', ({ shownBy }) => {
    const named = namedTests(shownBy)
    expect(named.length).toBeGreaterThan(0)
    for (const { file, names } of named) {
      expect(existsSync(resolve(root, file)), file).toBe(true)
      expect(names, `tests of ${file}`).not.toHaveLength(0)
      const source = readFileSync(resolve(root, file), 'utf8')
      for (const name of names) expect(source.includes(`'${name}'`), `${file}: ${name}`).toBe(true)
    }
  })

  test('nothing else that the page names is missing', () => {
    for (const { file } of namedTests(checklist)) expect(existsSync(resolve(root, file)), file).toBe(true)
  })
})
