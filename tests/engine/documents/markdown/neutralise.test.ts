import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { mathFromMarkdown } from 'mdast-util-math'
import { math } from 'micromark-extension-math'
import { describe, expect, test } from 'vitest'
import { neutralise } from '../../../../src-main/engine/documents/markdown/neutralise'

/** Code and formulas, as the parser alone finds them. */
function spansOf(markdown: string): string[] {
  const spans: string[] = []
  const collect = (node: Nodes): void => {
    if (node.type === 'inlineCode' || node.type === 'inlineMath') spans.push(`${node.type} ${node.value}`)
    if ('children' in node) node.children.forEach(collect)
  }
  collect(fromMarkdown(markdown, { extensions: [math()], mdastExtensions: [mathFromMarkdown()] }))
  return spans
}

describe('neutralise', () => {
  test('keeps every character, and the code and the formulas of a paragraph with many', () => {
    const word = fc.constantFrom('`', '``', '```', '`````', '$', '$$', '\\', '\\\\', 'a', ' b ', '\n c')
    const paragraph = fc
      .array(word, { minLength: 300, maxLength: 600 })
      .map((words) => `A ${words.join('')}.`)
    fc.assert(
      fc.property(paragraph, (typed) => {
        const { text, restore } = neutralise(typed)
        expect(text).toHaveLength(typed.length)
        expect(restore(text)).toBe(typed)
        expect(spansOf(text).map(restore)).toEqual(spansOf(typed))
      }),
      { seed: 17, numRuns: 100 },
    )
  })

  test('what nothing closes costs no more than what is closed', () => {
    const lengths = Array.from({ length: 600 }, (_, index) => '`'.repeat(index + 1))
    const timeOf = (markdown: string): number => {
      const start = performance.now()
      spansOf(neutralise(markdown).text)
      return performance.now() - start
    }
    const closed = timeOf(lengths.map((run) => `${run} x ${run}`).join(' '))
    expect(timeOf(lengths.join(' x '))).toBeLessThan(closed * 4)
    expect(timeOf([...lengths, ...lengths].join(' x '))).toBeLessThan(closed * 4)
    expect(timeOf(lengths.map((run) => `\\${run}`).join(' x '))).toBeLessThan(closed * 4)
  })
})
