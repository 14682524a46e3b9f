import { beforeEach, describe, expect, test } from 'vitest'
import { OutputRest } from '../../../src-renderer/audio/output-rest'

let log: string[]
let state: AudioContextState
let keepsOpen: boolean
let now: number
let rest: OutputRest
beforeEach(() => {
  log = []
  state = 'running'
  keepsOpen = false
  now = 0
  const context = {
    get state() {
      return state
    },
    suspend: () => Promise.resolve(void log.push('suspend')),
    resume: () => Promise.resolve(void log.push('resume')),
  }
  rest = new OutputRest(
    context,
    () => keepsOpen,
    () => now,
  )
})
const look = (seconds: number, hasEnded = false) => {
  for (let second = 0; second < seconds; second++) {
    now += 1_000
    rest.look(hasEnded)
  }
}

describe('OutputRest', () => {
  test('an output that is kept open never rests', () => {
    keepsOpen = true
    look(100)
    expect(log).toEqual([])
  })

  test('it rests once, ten seconds after the last sound, and not while there is any or some is awaited', () => {
    rest.sound()
    look(100)
    expect(log).toEqual([])
    rest.fallSilent()
    look(9)
    rest.fallSilent()
    expect(log).toEqual([])
    look(5)
    expect([log, rest.isResting]).toEqual([['suspend'], true])
  })

  test.each(['ended', 'never begun'])('what has %s is silent', (what) => {
    if (what === 'ended') rest.sound()
    look(11, what === 'ended')
    expect(log).toEqual(['suspend'])
  })

  test('it is awake before sound comes, also while it is still on its way to rest', () => {
    look(10)
    rest.sound()
    expect([log, rest.isResting]).toEqual([['suspend', 'resume'], false])
    look(20)
    expect(log).toHaveLength(2)
  })

  test('it wakes for sound that may come, and rests again when none does', () => {
    look(10)
    rest.wake()
    look(9)
    expect(log).toEqual(['suspend', 'resume'])
    look(1)
    expect(log).toEqual(['suspend', 'resume', 'suspend'])
  })

  test('it wakes when it is to be kept open from now on', () => {
    look(10)
    keepsOpen = true
    look(20)
    expect(log).toEqual(['suspend', 'resume'])
  })

  test('one that a browser holds back until a gesture is none that rests', () => {
    state = 'suspended'
    look(20)
    expect([log, rest.isResting]).toEqual([[], false])
  })
})
