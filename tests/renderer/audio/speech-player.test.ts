import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { AppError, toErrorData } from '@contract/errors'
import type { Settings } from '@contract/settings'
import { settingsSchema } from '@contract/settings'
import type { SpeechPlayer } from '../../../src-renderer/audio/speech-player'
import { checksumSamples, emptyChecksum } from '../../../src-renderer/audio/worklet/sample-checksum'
import { createRandom } from '../../helpers/random'
import { settle, type Connection } from '../../helpers/port-pair'
import { scoreFor, serveSine, sineRateHz, sineSamples, sineWordSamples } from '../../helpers/sine-engine'
import { openPlayerStand, type PlayerStand } from './player-stand'

const text = (words: string): Block => ({
  kind: 'paragraph',
  text: words,
  marks: [],
  source: { part: 0, startChar: 0, endChar: words.length, exact: true },
})
const blocks = [text('one two three four five'), text('six seven eight nine'), text('ten eleven')]
const start = { block: 0, char: 0 }
const settings: Settings = settingsSchema.parse({})
const withSpeed = (speed: number): Settings => ({ ...settings, speech: { ...settings.speech, speed } })

let stand: PlayerStand
let player: SpeechPlayer
const output = () => stand.output()
const play = (seconds: number) => stand.play(seconds)

beforeEach(async () => {
  stand = await openPlayerStand()
  player = stand.player
  player.setDocument({ id: 'book', blocks })
})

afterEach(() => stand.dispose())

describe('createSpeechPlayer', () => {
  test('is playing only when sound has reached the ear, and ended when all of it has', async () => {
    player.start(start, settings)
    expect(player.state).toBe('starting')
    await settle()
    stand.look()
    expect(player.state).toBe('starting')
    output().run(0.015)
    stand.look()
    expect(player.state).toBe('starting')
    await play(0.1)
    expect(player.state).toBe('playing')
    await play(2)
    expect(stand.states).toEqual(['idle', 'starting', 'playing', 'ended'])
    expect(player.instruments.underruns).toBe(0)
  })

  test('plays exactly the samples that were sent', async () => {
    player.start(start, settings)
    await play(2)
    const score = scoreFor(1, blocks, start)
    const whole = sineSamples(score, 0, score.totalSamples)
    expect(player.instruments.received).toEqual({
      streamId: 1,
      samples: whole.length,
      checksum: checksumSamples(emptyChecksum, whole),
    })
    const heard = Float32Array.from(output().heard)
    const first = heard.findIndex((sample) => sample !== 0) - whole.findIndex((sample) => sample !== 0)
    expect(heard.slice(first, first + whole.length)).toEqual(whole)
  })

  test('the lead-in is silence before the first word, and none of its samples is lost', async () => {
    const { audio } = settings
    player.start(start, { ...settings, audio: { ...audio, leadInMilliseconds: 400 } })
    await play(0.3)
    expect(player.state).toBe('starting')
    expect(output().heard.every((sample) => sample === 0)).toBe(true)
    await play(2.5)
    expect(stand.states).toEqual(['idle', 'starting', 'playing', 'ended'])
    const { totalSamples } = scoreFor(1, blocks, start)
    expect(player.instruments.received.samples).toBe(totalSamples)
    expect(player.instruments.underruns).toBe(0)
  })

  test('says which word is heard, by the clock less the latency', async () => {
    player.start(start, settings)
    await play(0.05)
    const begun = player.heard()
    expect(begun).toMatchObject({
      sentenceIndex: 0,
      wordIndex: 0,
      block: 0,
      word: { startChar: 0, endChar: 3 },
    })
    while ((player.heard()?.sample ?? 0) < sineWordSamples) await play(0.02)
    expect(player.heard()?.word).toEqual({ startChar: 4, endChar: 7 })
  })

  test('measures from the click to the first sample at the ear', async () => {
    await play(1)
    player.start(start, settings)
    await play(0.1)
    const [milliseconds = 0] = player.instruments.clickToAudibleMilliseconds
    expect(milliseconds).toBeGreaterThan(0)
    expect(milliseconds).toBeLessThan(40)
  })

  test('keeps its place while paused and goes on from there', async () => {
    player.start(start, settings)
    await play(0.3)
    player.pause()
    const place = player.heard()
    await play(1)
    expect(player.heard()).toEqual(place)
    expect(player.state).toBe('paused')
    player.resume()
    expect(player.state).toBe('starting')
    await play(0.08)
    expect(player.state).toBe('playing')
    expect(player.heard()?.streamId).toBe(1)
    await play(2)
    expect(player.state).toBe('ended')
  })

  test('a new start cuts off what was queued', async () => {
    player.start(start, settings)
    await play(0.3)
    player.start({ block: 1, char: 0 }, settings)
    expect(player.heard()).toBeNull()
    await play(0.1)
    expect(player.heard()).toMatchObject({ streamId: 2, block: 1, wordIndex: 0 })
  })

  test('another speed goes on at the word being heard', async () => {
    player.start(start, settings)
    while (player.heard()?.wordIndex !== 2) await play(0.02)
    player.tune(withSpeed(2))
    expect(player.heard()?.wordIndex).toBe(2)
    await play(0.1)
    expect(player.heard()).toMatchObject({ streamId: 2, word: { startChar: 8, endChar: 13 } })
  })

  test('another speed while paused is heard after resuming, from the same word', async () => {
    player.start(start, settings)
    while (player.heard()?.wordIndex !== 2) await play(0.02)
    player.pause()
    player.tune(withSpeed(2))
    expect(player.state).toBe('paused')
    expect(player.heard()?.wordIndex).toBe(2)
    player.resume()
    await play(0.1)
    expect(player.heard()).toMatchObject({ streamId: 2, word: { startChar: 8, endChar: 13 } })
  })

  test('volume applies without a new stream', async () => {
    player.start(start, settings)
    await play(0.1)
    player.tune({ ...settings, audio: { ...settings.audio, volume: 0 } })
    await play(0.1)
    expect(player.heard()?.streamId).toBe(1)
    expect(output().heard.at(-1)).toBe(0)
  })

  test('a start before the engine is ready waits for it', async () => {
    await stand.dispose()
    const waiting: Connection[] = []
    stand = await openPlayerStand((connection) => waiting.push(connection))
    player = stand.player
    player.setDocument({ id: 'book', blocks })
    player.start(start, settings)
    await settle()
    expect(player.state).toBe('starting')
    for (const { engine } of waiting) serveSine(engine.control, engine.pcm)
    await settle()
    await play(0.1)
    expect(player.state).toBe('playing')
  })

  test(
    'plays out its buffer while the engine is restarted, and the next one goes on behind it: nothing is heard of it',
    { timeout: 60_000 },
    async () => {
      const stream = { ...settings.speech.stream, bufferAheadSeconds: 2 }
      const blocks = Array.from({ length: 12 }, () => text('one two three four five'))
      const random = createRandom(11)
      player.setDocument({ id: 'long', blocks })
      player.start(start, { ...settings, speech: { ...settings.speech, stream } })
      const words: string[] = []
      const playOn = async (seconds: number): Promise<void> => {
        for (let at = 0; at < seconds; at += 0.04) {
          await play(0.04)
          const heard = player.heard()
          const word = heard?.word && `${heard.sentenceIndex}:${heard.wordIndex}`
          if (word && word !== words.at(-1)) words.push(word)
        }
      }
      for (let kill = 0; kill < 4; kill += 1) {
        await playOn(0.1 + random())
        stand.connections.at(-1)?.cut()
        // One of them is killed again before it can speak.
        if (kill === 2) {
          stand.serve = () => undefined
          stand.engineNews({ state: 'restarted' })
          await playOn(0.2)
          stand.serve = ({ engine }) => serveSine(engine.control, engine.pcm)
        }
        await playOn(random())
        stand.engineNews({ state: 'restarted' })
      }
      await playOn(12)
      expect(player.state).toBe('ended')
      expect(stand.states).toEqual(['idle', 'starting', 'playing', 'ended'])
      expect(player.instruments).toMatchObject({ underruns: 0, received: { streamId: 1 } })
      expect(words).toEqual(blocks.flatMap((_, block) => [0, 1, 2, 3, 4].map((word) => `${block}:${word}`)))
      const score = scoreFor(1, blocks, start)
      const heard = output().heard
      const began = heard.findIndex((sample) => sample !== 0) - 1
      expect(heard.slice(began, began + score.totalSamples)).toEqual([
        ...sineSamples(score, 0, score.totalSamples),
      ])
    },
  )

  test('a pause holds over a restart, and what is heard after it is what would have been', async () => {
    const blocks = Array.from({ length: 4 }, () => text('one two three four five'))
    player.setDocument({ id: 'paused', blocks })
    player.start(start, settings)
    while (player.heard()?.sentenceIndex !== 1) await play(0.02)
    player.pause()
    await play(0.1)
    stand.connections[0]?.cut()
    stand.engineNews({ state: 'restarted' })
    await play(0.5)
    expect(player.state).toBe('paused')
    player.resume()
    await play(0.1)
    expect(player.heard()).toMatchObject({ streamId: 1, sentenceIndex: 1 })
    await play(4)
    expect(player.state).toBe('ended')
    expect(player.instruments.underruns).toBe(0)
  })

  test('an engine that comes back with another voice begins again at the same word', async () => {
    const stream = { ...settings.speech.stream, bufferAheadSeconds: 2 }
    const blocks = Array.from({ length: 12 }, () => text('one two three four five'))
    player.setDocument({ id: 'long', blocks })
    player.start(start, { ...settings, speech: { ...settings.speech, stream } })
    while (player.heard()?.sentenceIndex !== 1) await play(0.02)
    stand.connections[0]?.cut()
    await play(0.3)
    expect(player.state).toBe('playing')
    const before = player.heard()
    stand.serve = ({ engine }) => serveSine(engine.control, engine.pcm, { voice: 'joe' })
    stand.engineNews({ state: 'restarted' })
    await play(0.1)
    expect(stand.connections).toHaveLength(2)
    expect(player.state).toBe('playing')
    expect(player.heard()).toMatchObject({ streamId: 2, block: before?.block })
    expect(player.heard()?.word?.startChar).toBe(before?.word?.startChar)
    for (let second = 0; second < 12; second += 1) await play(1)
    expect(player.state).toBe('ended')
    expect(player.instruments.underruns).toBe(0)
  })

  test('gives up with the error when the engine will not come back', async () => {
    stand.serve = () => undefined
    stand.engineNews({ state: 'restarted' })
    player.start(start, settings)
    stand.engineNews({ state: 'failed', error: toErrorData(new AppError('engine/crashed', 'dead')) })
    expect(player.state).toBe('failed')
    expect(player.failure?.code).toBe('engine/crashed')
    expect(player.engine.error?.code).toBe('engine/crashed')
  })

  test('opens a new output when the device dies, and goes on at the same word', async () => {
    player.start(start, settings)
    while (player.heard()?.wordIndex !== 2) await play(0.02)
    const dead = output()
    stand.now += 2_900
    stand.look()
    expect(stand.outputs).toHaveLength(1)
    stand.now += 200
    stand.look()
    await settle()
    expect(stand.outputs).toHaveLength(2)
    expect(dead.isDisposed).toBe(true)
    await play(0.1)
    expect(player.state).toBe('playing')
    expect(player.heard()).toMatchObject({ block: 0, word: { startChar: 8, endChar: 13 } })
  })

  test('an output that could not be opened is opened when somebody wants to hear', async () => {
    stand.outputFailures.push(new AppError('audio/unavailable', 'Gone'))
    player.start(start, settings)
    await play(0.1)
    for (const milliseconds of [1_600, 1_600]) {
      stand.now += milliseconds
      stand.look()
    }
    await settle()
    expect(player.failure?.code).toBe('audio/unavailable')
    expect(stand.outputs).toHaveLength(1)
    player.start(start, settings)
    await settle()
    expect(stand.outputs).toHaveLength(2)
    await play(0.1)
    expect(player.state).toBe('playing')
  })

  test('says so when no output takes sound', async () => {
    player.start(start, settings)
    for (let second = 0; second < 20; second += 1) {
      await settle()
      stand.now += 1_000
      stand.look()
    }
    expect(player.state).toBe('failed')
    expect(player.failure?.code).toBe('audio/unavailable')
    expect(stand.outputs).toHaveLength(4)
  })

  test('tells the engine the volume of what the system plays, and only of that', async () => {
    const volumes: unknown[] = []
    stand.serve = ({ engine }) => {
      const onMessage = (listener: (message: unknown) => void): void =>
        engine.control.onMessage((message) => {
          if (JSON.stringify(message).includes('"volume"')) volumes.push(message)
          listener(message)
        })
      serveSine({ ...engine.control, onMessage }, engine.pcm)
    }
    stand.engineNews({ state: 'restarted' })
    await settle()
    const withAudio = (output: 'window' | 'system', volume: number) => ({
      ...settings,
      audio: { ...settings.audio, output, volume },
    })
    player.start(start, withAudio('window', 0.3))
    player.tune(withAudio('window', 0.4))
    await settle()
    expect(volumes).toEqual([])
    player.start(start, withAudio('system', 0.5))
    player.tune(withAudio('system', 0.6))
    await settle()
    expect(volumes).toMatchObject([
      { kind: 'volume', volume: 0.5 },
      { kind: 'volume', volume: 0.6 },
    ])
  })

  test('asks the engine where sentences are', async () => {
    await expect(player.locate(start, 'next-sentence')).resolves.toEqual({ block: 1, char: 0 })
    await expect(player.locate(start, 'previous-sentence')).resolves.toBeNull()
  })

  test('stopping forgets the place and is silent', async () => {
    player.start(start, settings)
    await play(0.2)
    player.stop()
    expect(player.state).toBe('idle')
    expect(player.heard()).toBeNull()
    await play(0.1)
    expect(
      output()
        .heard.slice(-256)
        .every((sample) => sample === 0),
    ).toBe(true)
    expect(player.state).toBe('idle')
    expect(sineRateHz).toBe(output().sampleRateHz)
  })
})
