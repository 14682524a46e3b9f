import { describe, expect, test } from 'vitest'
import { SoundWatch } from '../../../src-renderer/audio/sound-watch'

const lookMilliseconds = 20

/** Looks at an output again and again. @returns what was to be done, and when */
function watchFor(
  seconds: number,
  output: (atMilliseconds: number) => { frame: number; hasDied?: boolean },
  watch = new SoundWatch(),
): [atMilliseconds: number, verdict: string][] {
  const verdicts: [number, string][] = []
  watch.reset(0)
  for (let at = 0; at < seconds * 1_000; at += lookMilliseconds) {
    const { frame, hasDied = false } = output(at)
    const verdict = watch.look({ audibleFrame: () => frame, hasDied }, at)
    if (verdict !== 'fine') verdicts.push([at, verdict])
  }
  return verdicts
}

describe('SoundWatch', () => {
  test('an output that runs is fine, one that stands still for three seconds is replaced', () => {
    expect(watchFor(60, (at) => ({ frame: at }))).toEqual([])
    expect(watchFor(8, (at) => ({ frame: Math.min(at, 2_000) }))).toEqual([[5_000, 'renew']])
  })

  test('one that says it died is replaced at once, the next ones ever later, and then the person is told', () => {
    expect(watchFor(10, () => ({ frame: 0, hasDied: true })).slice(0, 4)).toEqual([
      [0, 'renew'],
      [1_000, 'renew'],
      [3_000, 'renew'],
      [7_000, 'give-up'],
    ])
  })

  test('devices that die now and then are no trouble of one device: every one of them is replaced', () => {
    const verdicts = watchFor(400, (at) => ({ frame: at, hasDied: at > 0 && at % 40_000 === 0 }))
    expect(verdicts).toHaveLength(9)
    expect(verdicts.every(([, verdict]) => verdict === 'renew')).toBe(true)
  })

  test('a machine that slept has looked at nothing', () => {
    const watch = new SoundWatch()
    watch.reset(0)
    const look = (frame: number, at: number) => watch.look({ audibleFrame: () => frame, hasDied: false }, at)
    expect(look(100, 1_000)).toBe('fine')
    expect(look(100, 3_601_000)).toBe('fine')
    expect(look(100, 3_602_000)).toBe('fine')
    expect(look(100, 3_603_990)).toBe('fine')
    expect(look(100, 3_604_010)).toBe('renew')
  })
})
