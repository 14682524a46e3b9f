import { describe, expect, test } from 'vitest'
import type { InlineMark } from '@contract/document'
import { markRuled } from '../../../src-main/engine/documents/mark-ruled'
import { paragraph } from '../../helpers/paragraphs'

function found(text: string, marks: InlineMark[] = []): string[] {
  const block = { ...paragraph(text), marks: [...marks] }
  markRuled(block)
  return block.marks
    .slice(marks.length)
    .map(({ kind, startChar, endChar }) => `${kind} ${text.slice(startChar, endChar)}`)
}

describe('markRuled', () => {
  test.each([
    ['See https://example.org/a-b?x=1#y.', ['url https://example.org/a-b?x=1#y']],
    ['At www.example.org, or http://b.c/d…', ['url www.example.org', 'url http://b.c/d']],
    ['“https://a.b”', ['url https://a.b']],
    ['https://en.wikipedia.org/wiki/A_(b)', ['url https://en.wikipedia.org/wiki/A_(b)', 'bracket (b)']],
    ['write to me@www.example.org', []],
    ['example.org is no address with a scheme', []],
  ])('the addresses in %j', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  test('an address in brackets ends before the bracket', () => {
    expect(found('It is there (https://a.b/c).')).toEqual(['url https://a.b/c', 'bracket (https://a.b/c)'])
  })

  test('the outermost brackets of each kind', () => {
    expect(found('One (two (three) [four]) five [six]. （七）')).toEqual([
      'bracket (two (three) [four])',
      'bracket [six]',
      'bracket （七）',
    ])
    expect(found('a) and b) and (c')).toEqual([])
    expect(found(`(${'x'.repeat(2_000)})`)).toEqual([])
  })

  test('a note’s number in brackets is a note’s number', () => {
    expect(found('Late [1] (so).', [{ kind: 'note-reference', startChar: 5, endChar: 8 }])).toEqual([
      'bracket (so)',
    ])
  })

  test('nothing is marked in code', () => {
    const block = { ...paragraph('f(https://a.b)', 'code'), marks: [] }
    markRuled(block)
    expect(block.marks).toEqual([])
  })

  test('floods take no longer than their length allows', () => {
    const started = performance.now()
    for (const unit of ['(', ')', '()', 'http://)', 'www.', '[(', 'https://a.b/(('])
      found(unit.repeat(100_000))
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
