import { describe, expect, test } from 'vitest'
import { sectionRanges } from '../../../../src-main/engine/documents/markdown/sections'

const paragraph = 'The sea is seen from the hill, and the hill is seen from the sea, all the year round.\n\n'

describe('sectionRanges', () => {
  test('a code span of three backticks is no fence, behind which no section would end', () => {
    const body = `\`\`\`npm start\`\`\` begins it.\n\n${paragraph.repeat(2_000)}`
    const sections = [...sectionRanges(body)]
    expect(sections.map(({ startChar, endChar }) => body.slice(startChar, endChar)).join('')).toBe(body)
    expect(sections.length).toBeGreaterThan(5)
  })

  test('one of many quotations ends like any other, and none is parted', () => {
    const quotation = `> ${paragraph.trim()}\n> ${paragraph}`
    const body = quotation.repeat(1_000)
    const sections = [...sectionRanges(body)]
    expect(sections.length).toBeGreaterThan(5)
    for (const { startChar } of sections) expect(startChar % quotation.length).toBe(0)
  })

  test('no section ends in a fence', () => {
    const fence = `\`\`\`sh\n${paragraph.repeat(1_000)}\`\`\`\n`
    const body = `${paragraph}${fence}\n${paragraph.repeat(1_000)}`
    const [first, second] = sectionRanges(body)
    expect(first.endChar).toBe(paragraph.length + fence.length)
    expect(second.startChar).toBe(first.endChar)
  })
})
