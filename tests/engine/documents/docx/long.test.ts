import { describe, expect, test } from 'vitest'
import { memorySource } from '../../../../src-main/engine/documents/byte-source'
import { docxFormat } from '../../../../src-main/engine/documents/docx'
import { builtInStyles } from '../../../fixtures/docx/documents'
import { item, level, list, paragraph, styled, table, wordFile } from '../../../fixtures/docx/word-file'

/** Resident bytes that reading may add: 48 MB were measured, for 20 MB of XML. */
const maxAddedBytes = 400 * 2 ** 20

/** A book of this many paragraphs, no two alike. */
function longWordFile(paragraphs: number): Buffer {
  const body = Array.from({ length: paragraphs }, (_, index) => {
    if (index % 50 === 0) return styled('Heading1', `Chapter ${index / 50 + 1}`)
    if (index % 10 === 0) return item(`Point ${index}`)
    if (index % 33 === 0) return table([[`a${index}`, `b${index}`]])
    return paragraph(
      `Paragraph ${index} of a long book, which says ${(index * 7_919) % 10_007} and goes on for a while.`,
    )
  })
  return wordFile({
    body: body.join(''),
    styles: builtInStyles,
    numbering: list(1, level(0, 'decimal', '%1.')),
  })
}

describe('a document of 20,000 paragraphs', () => {
  test('is there from its first pages on, in pieces, without holding them', async () => {
    const bytes = longWordFile(20_000)
    const before = process.memoryUsage().rss
    const start = performance.now()
    const { head, pieces } = await docxFormat.open(
      memorySource('a.docx', bytes),
      {},
      new AbortController().signal,
    )
    expect(head.title).toBe('Chapter 1')
    let firstMilliseconds = 0
    let blocks = 0
    let count = 0
    let peak = before
    const starts: number[] = []
    for await (const piece of pieces) {
      if (count === 0) firstMilliseconds = performance.now() - start
      for (const { startBlock } of piece.contents) starts.push(startBlock - blocks)
      expect(starts.splice(0).every((at) => piece.blocks[at].kind === 'heading')).toBe(true)
      blocks += piece.blocks.length
      count += 1
      peak = Math.max(peak, process.memoryUsage().rss)
    }
    expect(blocks).toBe(20_000)
    expect(count).toBeGreaterThan(50)
    // A fiftieth of the text; the rest is the archive, the styles and a slow start.
    expect(firstMilliseconds).toBeLessThan((performance.now() - start) / 2)
    expect(peak - before).toBeLessThan(maxAddedBytes)
  }, 60_000)
})
