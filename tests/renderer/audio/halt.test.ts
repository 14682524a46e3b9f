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

describe('setFade', () => {
  test('lowers what the volume is set to, also after the volume was changed', async () => {
    const { player } = stand
    player.start(start, settings)
    await stand.play(0.1)
    const setVolume = vi.spyOn(stand.output(), 'setVolume')
    player.setFade(0.5)
    player.tune({ ...settings, audio: { ...settings.audio, volume: 0.6 } })
    player.setFade(1)
    expect(setVolume.mock.calls).toEqual([[0.5], [0.3], [0.6]])
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
