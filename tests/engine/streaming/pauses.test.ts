import { describe, expect, test } from 'vitest'
import { pauseSettingsSchema } from '@contract/settings'
import { pauseBefore } from '../../../src-main/engine/streaming/pauses'
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
    expect(pauseBefore(null, first, blocks, pauseSettingsSchema.parse({}), 1)).toBe(0)
  })
})
