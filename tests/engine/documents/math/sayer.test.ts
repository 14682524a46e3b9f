import { describe, expect, test, vi } from 'vitest'
import { element, type FormulaElement } from '../../../../src-main/engine/documents/math/formula-tree'
import { Sayer } from '../../../../src-main/engine/documents/math/sayer'

/** A sum of so many terms: twice as many elements and two. */
const sum = (terms: number, first: string): FormulaElement =>
  element('math', [
    element('mn', [first]),
    ...Array.from({ length: terms }, () => [element('mo', ['+']), element('mi', ['x'])]).flat(),
  ])

describe('Sayer.say', () => {
  test('says a formula once, however often it is asked', () => {
    const applyRules = vi.fn(() => 'x plus x')
    const sayer = new Sayer(applyRules)
    expect([sayer.say(sum(1, '1')), sayer.say(sum(1, '1'))]).toEqual(['x plus x', 'x plus x'])
    expect(applyRules).toHaveBeenCalledTimes(1)
  })

  test('says nothing where the rules fail or have no words', () => {
    const failing = new Sayer(() => {
      throw new TypeError('no second child')
    })
    expect(failing.say(sum(1, '1'))).toBeNull()
    expect(new Sayer(() => '').say(sum(1, '1'))).toBeNull()
  })

  test('says only so many long formulas of a document, and every short one', () => {
    const sayer = new Sayer(() => 'words')
    const said = Array.from({ length: 20 }, (_, index) => sayer.say(sum(250, `${index}`)) !== null)
    expect(said).toEqual([...Array(15).fill(true), ...Array(5).fill(false)])
    expect(sayer.say(sum(90, '1'))).toBe('words')
    expect(sayer.say(sum(250, '0'))).toBe('words')
  })

  test('says no formula that is longer than any, and no number without end', () => {
    const applyRules = vi.fn(() => 'words')
    const sayer = new Sayer(applyRules)
    expect(sayer.say(sum(300, '1'))).toBeNull()
    expect(sayer.say(sum(1, '9'.repeat(41)))).toBeNull()
    expect(
      sayer.say(
        element(
          'math',
          Array.from({ length: 201 }, () => element('mi', ['sin'])),
        ),
      ),
    ).toBeNull()
    expect(applyRules).not.toHaveBeenCalled()
  })
})
