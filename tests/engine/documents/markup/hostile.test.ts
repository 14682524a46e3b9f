import { describe, expect, test } from 'vitest'
import { AppError } from '../../../../src-main/contract/errors'
import { blockSchema, type Block } from '../../../../src-main/contract/document'
import type { Flow } from '../../../../src-main/engine/documents/markup/flow'
import { randomMarkup } from '../../../fixtures/html/pieces'
import { readHtml, readXhtml } from './read-source'

/** Ten times what the slowest of these takes on a machine that does nothing else. */
const hangMilliseconds = 10_000
const floodTags = 100_000

function readOrRefuse(read: () => Flow): Flow | null {
  try {
    return read()
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'document/corrupt' })
    return null
  }
}

const control = /[\0-\x08\v-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/

/** What is wrong with a block, in words; one expectation a block would take longer than all the reading. */
function faultsOf({ text, source: range, marks, row }: Block, source: string): string[] {
  const isWithin = ({ startChar, endChar }: { startChar: number; endChar: number }): boolean =>
    startChar >= 0 && startChar <= endChar && endChar <= text.length
  const faults: Record<string, boolean> = {
    'is empty': text === '',
    'has control characters': control.test(text),
    'comes from nowhere': range.startChar > range.endChar || range.endChar > source.length,
    'is no exact slice': range.exact && source.slice(range.startChar, range.endChar) !== text,
    'has marks outside': !marks.every((mark) => isWithin(mark) && mark.startChar < mark.endChar),
    'has cells outside': !(row?.cells ?? []).every(isWithin),
  }
  return Object.keys(faults).filter((fault) => faults[fault])
}

function expectLaws({ blocks, outside, anchors }: Flow, source: string): void {
  const inBlocks = blocks.reduce((sum, { text }) => sum + text.length, 0)
  expect(inBlocks + outside.reduce((sum, { chars }) => sum + chars, 0)).toBe(source.length)
  expect(blocks.flatMap((block) => faultsOf(block, source))).toEqual([])
  for (const block of blocks.slice(0, 500)) blockSchema.parse(block)
  for (const { block, char } of anchors.values()) {
    expect(block).toBeLessThan(blocks.length)
    expect(char).toBeLessThanOrEqual(blocks[block].text.length)
  }
}

describe('any markup at all', () => {
  test.each([1, 2, 3, 4])('is accounted for to the last character, or refused (seed %i)', (seed) => {
    for (let run = 0; run < 150; run += 1) {
      const source = randomMarkup(seed * 1_000 + run)
      for (const read of [readHtml, readXhtml]) {
        const flow = readOrRefuse(() => read(source))
        if (flow !== null) expectLaws(flow, source)
      }
    }
  })

  test('no tag that was written as one is in a block', () => {
    for (let run = 0; run < 300; run += 1) {
      const source = `<p>${randomMarkup(50_000 + run)
        .replaceAll('&lt;', '')
        .replaceAll('<![CDATA[', '')
        .replace(/[<>"](?![a-z/!?])/g, '')}</p>`
      for (const { text } of readHtml(source).blocks)
        expect(text).not.toMatch(/<\/?(?:p|div|span|table|td|ruby|rt|b|i)>/)
    }
  })
})

describe('floods', () => {
  const floods: Record<string, string> = {
    div: '<div>'.repeat(floodTags),
    'div with text': '<div>x'.repeat(floodTags),
    b: '<b>'.repeat(floodTags),
    'different b': Array.from({ length: floodTags / 4 }, (_, index) => `<b a="${index}">`).join(''),
    'formatting in paragraphs': Array.from(
      { length: floodTags / 10 },
      (_, index) => `<p><b a="${index}">x`,
    ).join(''),
    table: '<table>'.repeat(floodTags),
    'table cells': '<table><tr><td>'.repeat(floodTags / 3),
    li: '<ul><li>'.repeat(floodTags / 2),
    'closing tags': `<p>${'</b>'.repeat(floodTags)}`,
    'foster parents': `<table>${'x<b>'.repeat(1_000)}`,
    a: '<a href="#x">'.repeat(floodTags / 10),
    siblings: '<p>x</p>'.repeat(floodTags),
    attributes: `<p ${Array.from({ length: floodTags }, (_, index) => `a${index}=1`).join(' ')}>x`,
    references: `<p>${'&amp;'.repeat(floodTags)}`,
    'own references': `<p>${Array.from({ length: floodTags / 4 }, (_, index) => `&n${index};`).join('')}`,
    'open references': '&'.repeat(floodTags),
    'less-than signs': '<'.repeat(floodTags),
    spaces: `<p>x${' '.repeat(floodTags * 10)}y`,
    'spaces kept': `<pre>x${' \t'.repeat(floodTags)}y`,
    comments: '<!--'.repeat(floodTags),
    rules: `<style>${'.a .b{display:none}'.repeat(floodTags / 10)}</style>${'<i class="a b">x</i>'.repeat(2_000)}`,
    'rules without effect': `<style>${'a{}'.repeat(floodTags)}</style>x`,
    'a selector of spaces': `<style>p${' '.repeat(floodTags)}x{display:none}</style>x`,
    'raised text': `${'<sup><a href="#x">'.repeat(400)}${'long text '.repeat(floodTags / 10)}`,
    'open rules': `<style>${'@media{'.repeat(floodTags)}</style>x`,
    ruby: '<ruby>x<rt>'.repeat(floodTags / 10),
    math: '<math><mrow>'.repeat(floodTags / 10),
    svg: '<svg><g>'.repeat(floodTags / 10),
    notes: '<li id="fn1"><p>'.repeat(floodTags / 10),
    'table of columns': `<table><tr>${'<th>h'.repeat(5_000)}</tr><tr>${'<td>c'.repeat(5_000)}</table>`,
    anchors: '<a id="x">'.repeat(1_000) + '<i id="y"></i>'.repeat(floodTags / 4) + 'x',
  }

  test.each(Object.keys(floods))('of %s end soon', (name) => {
    const source = floods[name]
    const start = performance.now()
    const flow = readOrRefuse(() => readHtml(source))
    expect(performance.now() - start).toBeLessThan(hangMilliseconds)
    if (flow !== null) expectLaws(flow, source)
  })

  const wellFormed: Record<string, string> = {
    siblings: '<p>x</p>'.repeat(floodTags / 2),
    references: `<p>${'&amp;'.repeat(floodTags)}</p>`,
    'own references': `<p>${Array.from({ length: floodTags / 4 }, (_, index) => `&n${index};`).join('')}</p>`,
    attributes: `<p ${Array.from({ length: floodTags / 4 }, (_, index) => `a${index}="1"`).join(' ')}>x</p>`,
    declarations: `<p>x</p>`,
    CDATA: `<p>${'<![CDATA[x]]>'.repeat(floodTags / 10)}</p>`,
    instructions: `<p>${'<?x y?>'.repeat(floodTags / 10)}</p>`,
  }

  test.each(Object.keys(wellFormed))('of %s in XHTML end soon', (name) => {
    const declared = Array.from(
      { length: 10_000 },
      (_, index) => `<!ENTITY n${index} "&n${index + 1};">`,
    ).join('')
    const source = `<!DOCTYPE html [${declared}]><html><body>${wellFormed[name]}</body></html>`
    const start = performance.now()
    const flow = readXhtml(source)
    expect(performance.now() - start).toBeLessThan(hangMilliseconds)
    expectLaws(flow, source)
  })

  test('deep nesting in well-formed XHTML is read, flatter', () => {
    const source = `<html><body>${'<div>'.repeat(20_000)}deep${'</div>'.repeat(20_000)}</body></html>`
    expect(readXhtml(source).blocks.map(({ text }) => text)).toEqual(['deep'])
  })
})

describe('parseXhtml', () => {
  test('expands nothing that the file declares, and knows the names that HTML has', () => {
    const { blocks } = readXhtml(
      '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>1&b;2&x;3&eacute;&nbsp;&hellip;&amp;</p></body></html>',
    )
    expect(blocks[0].text).toBe('123é\u00a0…&')
  })

  test('reads what is not well-formed as HTML, where an empty element swallows nothing', () => {
    const { blocks } = readXhtml(
      '<html><head><title/><script src="x"/></head><body><p>one<a id="a"/> & two<p>three</body></html>',
    )
    expect(blocks.map(({ text, marks }) => [text, marks])).toEqual([
      ['one & two', []],
      ['three', []],
    ])
  })

  test('knows where texts stand, also behind comments, instructions and CDATA', () => {
    const source = '<html><body><p>one<!-- c --> two<?pi x?> <![CDATA[<three>]]></p><p>four</p></body></html>'
    const { blocks } = readXhtml(source)
    expect(blocks.map(({ text }) => text)).toEqual(['one two <three>', 'four'])
    expect(source.slice(blocks[0].source.startChar, blocks[0].source.endChar)).toBe(
      'one<!-- c --> two<?pi x?> <![CDATA[<three>',
    )
    expect(blocks[1].source.exact).toBe(true)
  })
})
