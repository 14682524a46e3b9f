import { describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { pauseSettingsSchema } from '@contract/settings'
import { clausePause, leastPause, pauseBefore } from '../../../src-main/engine/streaming/pauses'
import { paragraph } from '../../helpers/paragraphs'

const blocks = [paragraph('One. Two.'), paragraph('Three.')]
const first = { block: 0, startChar: 0, endChar: 4 }
const second = { block: 0, startChar: 5, endChar: 9 }
const pauseAt = (speed: number, shrinkPercent?: number, sentenceMilliseconds = 400) =>
  pauseBefore(
    first,
    second,
    blocks,
    pauseSettingsSchema.parse({ shrinkPercent, sentenceMilliseconds }),
    speed,
  )

const listed = (text: string): Block => ({ ...paragraph(text), kind: 'list-item', level: 1 })
const headed = (text: string, level: number): Block => ({ ...paragraph(text), kind: 'heading', level })

describe('leastPause', () => {
  test.each(['sentence', 'paragraph', 'heading', 'listItem', 'chapter'])(
    'the pause of a %s can be the shortest, and shrinks with speed',
    (kind) => {
      const pauses = pauseSettingsSchema.parse({ [`${kind}Milliseconds`]: 40, shrinkPercent: 100 })
      expect(leastPause(pauses, 1)).toBe(40)
      expect(leastPause(pauses, 2)).toBe(20)
    },
  )
})

describe('clausePause', () => {
  test('is none unless it is set, and shrinks with speed as the others do', () => {
    const clauseAt = (speed: number, commaMilliseconds?: number) =>
      clausePause(pauseSettingsSchema.parse({ commaMilliseconds }), speed)
    expect(clauseAt(1)).toBe(0)
    expect([0.5, 1, 2].map((speed) => clauseAt(speed, 100))).toEqual([200, 100, 75])
  })
})

describe('pauseBefore', () => {
  test('above speed 1 pauses shrink as far as is set, and never lengthen with speed', () => {
    expect(pauseAt(2, 0)).toBe(400)
    expect(pauseAt(2, 100)).toBe(200)
    expect(pauseAt(2)).toBe(300)
    expect(pauseAt(4)).toBeLessThan(pauseAt(2))
  })

  test('slow speech has long pauses, whatever is set for fast speech', () => {
    expect(pauseAt(0.5, 0)).toBe(800)
    expect(pauseAt(0.5, 100)).toBe(800)
    expect(pauseAt(1, 0)).toBe(400)
  })

  test('none is none at any speed', () => {
    for (const speed of [0.5, 1, 2, 4]) expect(pauseAt(speed, 30, 0)).toBe(0)
    const silent = pauseSettingsSchema.parse({ chapterMilliseconds: 0, listItemMilliseconds: 0 })
    const chapter = [paragraph('a'), headed('b', 1)]
    const list = [listed('a'), listed('b')]
    for (const two of [chapter, list])
      expect(pauseBefore({ ...first, block: 0 }, { ...second, block: 1 }, two, silent, 2)).toBe(0)
    expect(pauseBefore(null, first, blocks, pauseSettingsSchema.parse({}), 1)).toBe(0)
  })
})
