import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Block } from '@contract/document'
import { settingsSchema } from '@contract/settings'
import { scoreFor, sineRateHz, sineSamples } from '../../helpers/sine-engine'
import { openPlayerStand, type PlayerStand } from './player-stand'

const text = (words: string): Block => ({
  kind: 'paragraph',
  text: words,
  marks: [],
  source: { part: 0, startChar: 0, endChar: words.length, exact: true },
})
const blocks = [text('one two three'), text('four five'), text('six')]
const start = { block: 0, char: 0 }
const settings = settingsSchema.parse({})
const score = scoreFor(1, blocks, start)
const second = score.sentences[1].startSample
const third = score.sentences[2].startSample

let stand: PlayerStand
beforeEach(async () => {
  stand = await openPlayerStand()
  stand.player.setDocument({ id: 'book', blocks })
})
afterEach(() => stand.dispose())

/** What was heard without the silence around it. */
const heard = (): number => stand.output().readClock().heardSamples

describe('setHalt', () => {
  test('reading stands still before every sentence, to the sample, and goes on at once', async () => {
    const { player } = stand
    player.setHalt({ before: 'sentence' })
    player.start(start, settings)
    await stand.play(3)
    expect(player).toMatchObject({ state: 'paused', isHalted: true })
    expect(heard()).toBe(second)
    expect(stand.output().heard.slice(0, second)).toEqual([...sineSamples(score, 0, second)])
    expect(player.heard()).toMatchObject({ block: 0, wordIndex: 2 })
    player.resume()
    await stand.play(0.1)
    expect(player.heard()).toMatchObject({ block: 1, wordIndex: 0 })
    await stand.play(3)
    expect(heard()).toBe(third)
    player.resume()
    await stand.play(3)
    expect(player).toMatchObject({ state: 'ended', isHalted: false })
    expect(stand.commands.filter(({ kind }) => kind === 'start')).toHaveLength(1)
    expect(player.instruments.underruns).toBe(0)
  })

  test('said in the middle of a sentence it holds for that one; taken back, for none', async () => {
    const { player } = stand
    player.start(start, settings)
    await stand.play(0.1)
    player.setHalt({ before: 'sentence' })
    await stand.play(3)
    expect(heard()).toBe(second)
    player.setHalt(null)
    player.resume()
    await stand.play(3)
    expect(player.state).toBe('ended')
  })

  test('before a block, what comes before that is read through', async () => {
    const { player } = stand
    player.setHalt({ before: 'block', block: 2 })
    player.start(start, settings)
    await stand.play(3)
    expect(player.isHalted).toBe(true)
    expect(heard()).toBe(third)
  })

  test('a new speed while it stands goes on with the next sentence', async () => {
    const { player } = stand
    player.setHalt({ before: 'sentence' })
    player.start(start, settings)
    await stand.play(3)
    player.tune({ ...settings, speech: { ...settings.speech, speed: 2 } })
    player.resume()
    await stand.play(0.1)
    expect(stand.commands.findLast(({ kind }) => kind === 'start')).toMatchObject({
      from: { block: 1, char: 0 },
    })
  })
})

describe('rewind', () => {
  test('a paused reading goes on from another place, which is heard from then on', async () => {
    const { player } = stand
    player.start(start, settings)
    await stand.play(0.1)
    player.pause()
    const place = {
      streamId: -1,
      sentenceIndex: 1,
      wordIndex: 5,
      block: 1,
      sentence: { startChar: 0, endChar: 9 },
      word: { startChar: 5, endChar: 9 },
      sample: 0,
    }
    player.rewind(place)
    expect(player.state).toBe('paused')
    expect(player.heard()).toEqual(place)
    player.resume()
    await stand.play(0.1)
    expect(stand.commands.findLast(({ kind }) => kind === 'start')).toMatchObject({
      from: { block: 1, char: 5 },
    })
    expect(player.heard()).toMatchObject({ block: 1, word: { startChar: 5 } })
  })
})

describe('fading', () => {
  const fadeSeconds = 0.3
  const rate = (): number => stand.output().sampleRateHz
  const loudest = (samples: readonly number[]): number => Math.max(...samples.map(Math.abs))

  test('falls from a sample on, stands still at another and is as loud as before after it was ended', async () => {
    const { player } = stand
    player.start(start, settings)
    await stand.play(0.1)
    player.fading.begin(0.2, fadeSeconds)
    await stand.play(1)
    expect(player.state).toBe('paused')
    expect(player.fading.state).toBe('fallen')
    expect(player.isHalted).toBe(false)
    const fallen = heard()
    expect(loudest(stand.output().heard.slice(fallen - Math.round(0.02 * rate()), fallen))).toBeLessThan(
      0.006,
    )
    player.fading.end()
    player.resume()
    const before = stand.output().heard.length
    await stand.play(0.2)
    expect(loudest(stand.output().heard.slice(before))).toBeGreaterThan(0.29)
  })

  test('goes on over a stream that takes the place of the one that fell', async () => {
    const { player } = stand
    player.start(start, settings)
    await stand.play(0.1)
    player.fading.begin(0, 0.6)
    await stand.play(0.3)
    player.tune({ ...settings, speech: { ...settings.speech, speed: 1.2 } })
    const before = stand.output().heard.length
    await stand.play(0.1)
    expect(loudest(stand.output().heard.slice(before + Math.round(0.02 * rate())))).toBeLessThan(0.1)
    await stand.play(0.5)
    expect(player.fading.state).toBe('fallen')
    expect(player.state).toBe('paused')
  })

  test('leaves the volume what it was set to, also after that was changed', async () => {
    const { player } = stand
    player.start(start, settings)
    await stand.play(0.1)
    const setVolume = vi.spyOn(stand.output(), 'setVolume')
    player.fading.begin(0, 5)
    player.tune({ ...settings, audio: { ...settings.audio, volume: 0.6 } })
    player.fading.end()
    expect(setVolume.mock.calls).toEqual([[0.6], [0.6]])
  })

  test('tells the system’s output its level again and again, and pauses it at the end', async () => {
    const { player } = stand
    player.start(start, { ...settings, audio: { ...settings.audio, output: 'system' } })
    await stand.play(0.1)
    const clockAt = async (heardSample: number): Promise<void> => {
      const streamId = stand.commands.findLast(({ kind }) => kind === 'start')
      if (streamId?.kind !== 'start') throw new Error('Nothing was started')
      stand.tell({
        kind: 'clock',
        streamId: streamId.streamId,
        heardSample,
        atMilliseconds: stand.now,
        playing: true,
        underruns: 0,
      })
      // What was told has arrived by the second look.
      for (let look = 0; look < 2; look += 1) await stand.play(0)
    }
    await clockAt(1)
    player.fading.begin(0, 1)
    const toldRate = player.instruments.sampleRateHz ?? 0
    for (const part of [0.25, 0.5, 0.75]) await clockAt(1 + part * toldRate)
    const levels = stand.commands.flatMap((command) => (command.kind === 'volume' ? [command.volume] : []))
    const decibels = new Set(levels.map((level) => Math.round(20 * Math.log10(level))))
    expect([...decibels].filter((level) => level < 0)).toEqual([-10, -20, -30])
    await clockAt(1 + toldRate)
    expect(player.state).toBe('paused')
    expect(player.fading.state).toBe('fallen')
    expect(stand.commands.at(-1)?.kind).toBe('pause')
  })
})

test('twenty starts in a row are one stream that is heard, and never two', async () => {
  const { player } = stand
  for (let press = 0; press < 20; press += 1) player.start({ block: press % 3, char: 0 }, settings)
  await stand.play(2)
  const score20 = scoreFor(20, blocks, { block: 1, char: 0 })
  expect(player.state).toBe('ended')
  expect(heard()).toBe(score20.totalSamples)
  const loudest = Math.max(...stand.output().heard)
  expect(loudest).toBeLessThan(0.301)
  expect(sineRateHz).toBe(stand.output().sampleRateHz)
})
