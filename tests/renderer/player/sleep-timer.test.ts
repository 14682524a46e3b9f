import { beforeEach, describe, expect, test, vi } from 'vitest'
import { HaltPoints } from '../../../src-renderer/player/halt-points'
import { SleepTimer } from '../../../src-renderer/player/sleep-timer.svelte'
import { FakePlayer } from '../fake-player'
import { sentenceEvent } from '../stream-events'

const rate = 24_000
let player: FakePlayer
let timer: SleepTimer
let haltPoints: HaltPoints
let look: (() => void) | null = null
const contentsAt = (...blocks: number[]) => blocks.map((block) => ({ block, title: '', depth: 1 }))
const reading = { contents: contentsAt(0, 4, 8) }

const hear = (seconds: number, block = 1, streamId = 1): void => {
  player.hear({ streamId, block, sample: seconds * rate, wordIndex: Math.round(seconds) })
  look?.()
}

beforeEach(() => {
  player = new FakePlayer()
  player.state = 'playing'
  reading.contents = contentsAt(0, 4, 8)
  const sleeping = {
    player,
    get contents() {
      return reading.contents
    },
  }
  haltPoints = new HaltPoints(player)
  timer = new SleepTimer(sleeping, haltPoints, (_milliseconds, task) => {
    look = task
    return () => (look = null)
  })
})

describe('SleepTimer', () => {
  test('counts the audio heard over streams, whatever the time of day', () => {
    timer.choose(5)
    hear(100)
    look?.()
    look?.()
    expect(timer.secondsLeft).toBe(200)
    hear(30, 1, 2)
    expect(timer.secondsLeft).toBe(170)
  })

  test('fades over the last twenty seconds, then pauses and goes back to where that began', () => {
    timer.choose(5)
    hear(278)
    expect(player.fades).toEqual([])
    hear(279.25)
    expect(player.fades).toEqual([[0.75, 20]])
    hear(280)
    const start = player.place
    hear(290)
    player.fading.state = 'fallen'
    player.enter('paused')
    expect(player.rewound).toEqual([start])
    expect(player.fading.state).toBe('none')
    expect(player.fades).toHaveLength(1)
    expect(timer.choice).toBeNull()
    expect(look).toBeNull()
  })

  test('a voice that has fallen silent has come to no halt: nothing is said again, and it does not go on', () => {
    const heard = vi.fn(() => (player.resume(), true))
    haltPoints.beforeSentences(heard)
    timer.choose(5)
    hear(290)
    player.fading.state = 'fallen'
    player.enter('paused', true)
    expect(heard).not.toHaveBeenCalled()
    expect(player).toMatchObject({ state: 'paused', resumes: 0, isHalted: false })
    expect(player.rewound).toHaveLength(1)
  })

  test('what is heard before it was set does not count', () => {
    hear(500)
    timer.choose(5)
    hear(510)
    expect(timer.secondsLeft).toBe(290)
  })

  test('another choice while it fades brings the voice back', () => {
    timer.choose(5)
    hear(295)
    expect(player.fades).toEqual([[0, 5]])
    timer.choose(15)
    expect(player.fading.state).toBe('none')
    expect(timer.secondsLeft).toBe(900)
  })

  test('five minutes more bring the voice back, and the fade comes five minutes later', () => {
    timer.choose(5)
    hear(290)
    timer.addTime()
    expect(player.fading.state).toBe('none')
    expect(timer.choice).toBe(5)
    expect(timer.secondsLeft).toBe(310)
    hear(578)
    expect(player.fades).toHaveLength(1)
    hear(580)
    expect(player.fades.at(-1)).toEqual([0, 20])
  })

  test('a press of play while it fades ends it: somebody is awake', () => {
    timer.choose(5)
    hear(290)
    player.fading.end()
    expect(timer.choice).toBeNull()
    expect(player.rewound).toEqual([])
    expect(look).toBeNull()
  })

  test('a reading that is stopped while it fades leaves no fade behind', () => {
    timer.choose(5)
    hear(290)
    player.stop()
    expect(player.fading.state).toBe('none')
    expect(timer.choice).toBeNull()
  })

  test('ends with the chapter, before the first sentence of the next, without a fade', () => {
    timer.choose('chapter')
    hear(10, 2)
    expect(player.halts.at(-1)).toEqual({ before: 'block', block: 4 })
    const next = sentenceEvent({ block: 4, startSample: 20 * rate })
    player.instruments = { ...player.instruments, sentences: [next] }
    player.hear({ block: 3, sample: 20 * rate - 1 })
    player.enter('paused', true)
    expect(timer.choice).toBeNull()
    expect(player.halts.at(-1)).toBeNull()
    expect(player.fades).toEqual([])
  })

  test('ends with the chapter after this one, which is read into, or with that after one that was jumped to', () => {
    timer.choose('next-chapter')
    hear(10, 1)
    expect(player.halts.at(-1)).toEqual({ before: 'block', block: 8 })
    hear(30, 5)
    expect(player.halts.at(-1)).toEqual({ before: 'block', block: 8 })
    timer.choose('chapter')
    hear(1, 9, 2)
    expect(player.halts.at(-1)).toBeNull()
    hear(1, 1, 3)
    expect(player.halts.at(-1)).toEqual({ before: 'block', block: 4 })
  })

  test('in a document that grows the end of the last chapter is found when it comes', () => {
    reading.contents = contentsAt(0)
    timer.choose('chapter')
    hear(10, 1)
    expect(player.halts.at(-1) ?? null).toBeNull()
    reading.contents = contentsAt(0, 6)
    hear(11, 1)
    expect(player.halts.at(-1)).toEqual({ before: 'block', block: 6 })
  })

  test('in another document another chapter ends', () => {
    timer.choose('chapter')
    hear(10, 1)
    player.enter('idle')
    expect(player.halts.at(-1)).toBeNull()
    reading.contents = contentsAt(0, 2)
    hear(1, 1, 2)
    expect(player.halts.at(-1)).toEqual({ before: 'block', block: 2 })
  })

  test('the end of the text ends it', () => {
    timer.choose(30)
    player.enter('ended')
    expect(timer.choice).toBeNull()
  })
})
