import { describe, expect, test } from 'vitest'
import { chapterOpening } from '../../../src-renderer/export/chapter-opening'
import { paragraph } from '../reader/documents'

const blocks = Array.from({ length: 40 }, (_, index) => paragraph(`${index} ${'word '.repeat(40)}`))
const chapter = { title: 'Noon', fromBlock: 2, untilBlock: 30 }
const asRead = { speed: 1, speaksTitles: false }

describe('chapterOpening', () => {
  test('begins where the chapter does, and holds more than is heard', () => {
    const opening = chapterOpening(blocks, chapter, asRead)
    expect(opening[0]).toBe(blocks[2])
    const chars = opening.reduce((sum, { text }) => sum + text.length, 0)
    expect(chars).toBeGreaterThan(30 * 25)
    expect(opening.length).toBeLessThan(10)
    expect(chapterOpening(blocks, chapter, { ...asRead, speed: 4 }).length).toBeGreaterThan(opening.length)
  })

  test('ends with the chapter', () => {
    expect(chapterOpening(blocks, { ...chapter, untilBlock: 3 }, asRead)).toEqual([blocks[2]])
  })

  test('says the title first where it is to be read and does not stand there', () => {
    const [first] = chapterOpening(blocks, chapter, { ...asRead, speaksTitles: true })
    expect(first).toMatchObject({ kind: 'heading', text: 'Noon' })
    const titled = [...blocks.slice(0, 2), paragraph('Noon'), ...blocks.slice(3)]
    expect(chapterOpening(titled, chapter, { ...asRead, speaksTitles: true })[0]).toBe(titled[2])
  })
})
