import { beforeEach, describe, expect, test, vi } from 'vitest'
import { HaltPoints } from '../../../src-renderer/player/halt-points'
import { FakePlayer } from '../fake-player'
import { sentenceEvent } from '../stream-events'

let player: FakePlayer
let points: HaltPoints
const reached = vi.fn()
const halt = (nextBlock: number) => {
  player.enter('playing')
  const next = sentenceEvent({ block: nextBlock, startSample: 20 })
  player.instruments = { ...player.instruments, sentences: [next] }
  player.hear({ block: 1, sample: 19 })
  player.enter('paused', true)
}

beforeEach(() => {
  reached.mockClear()
  player = new FakePlayer()
  points = new HaltPoints(player)
})

describe('HaltPoints', () => {
  test('the nearest place counts, and a halt before a block is told as one', () => {
    points.beforeBlock(4, reached)
    points.beforeSentences(() => false)
    expect(player.halts).toEqual([{ before: 'block', block: 4 }, { before: 'sentence' }])
    halt(2)
    expect(reached).not.toHaveBeenCalled()
    expect(points.isStanding).toBe(true)
    halt(4)
    expect(reached).toHaveBeenCalledTimes(1)
    points.beforeSentences(null)
    expect(player.halts.at(-1)).toEqual({ before: 'block', block: 4 })
  })

  test('the last sentence before a block is said as often as is wanted before reading ends there', () => {
    const heard = vi.fn(() => true)
    points.beforeBlock(4, reached)
    points.beforeSentences(heard)
    halt(4)
    expect(heard).toHaveBeenLastCalledWith(true)
    expect(reached).not.toHaveBeenCalled()
    heard.mockReturnValue(false)
    halt(4)
    expect(reached).toHaveBeenCalledTimes(1)
  })

  test('a pause of the person’s own is told to nobody', () => {
    const heard = vi.fn(() => false)
    points.beforeSentences(heard)
    player.enter('paused')
    expect(heard).not.toHaveBeenCalled()
  })
})
