import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { AppError, toErrorData } from '@contract/errors'
import type { Settings } from '@contract/settings'
import { settingsSchema } from '@contract/settings'
import { speechCommandSchema, type SpeechCommand, type SpeechEvent } from '@contract/speech'
import type { Bridge } from '../../../src-renderer/bridge/bridge'
import {
  createSpeechPlayer,
  type PlayerState,
  type SpeechPlayer,
} from '../../../src-renderer/audio/speech-player'
import { checksumSamples, emptyChecksum } from '../../../src-renderer/audio/worklet/sample-checksum'
import { FakeOutput } from '../../helpers/fake-output'
import { createConnection, settle, type Connection } from '../../helpers/port-pair'
import { scoreFor, serveSine, sineRateHz, sineSamples, sineWordSamples } from '../../helpers/sine-engine'

const text = (words: string): Block => ({
  kind: 'paragraph',
  text: words,
  marks: [],
  source: { startChar: 0, endChar: words.length, exact: true },
})
const blocks = [text('one two three four five'), text('six seven eight nine'), text('ten eleven')]
const start = { block: 0, char: 0 }
const settings: Settings = settingsSchema.parse({})
const withSpeed = (speed: number): Settings => ({ ...settings, speech: { ...settings.speech, speed } })

let connections: Connection[]
let outputs: FakeOutput[]
let engineNews: (payload: unknown) => void
let look: () => void
let now: number
let serve: (connection: Connection) => void
let player: SpeechPlayer
let commands: SpeechCommand[]
let states: PlayerState[]

const output = (): FakeOutput => {
  const last = outputs.at(-1)
  if (!last) throw new Error('No output was opened')
  return last
}
/** Lets messages arrive, then sound run, then the player look. */
const play = async (seconds: number): Promise<void> => {
  const steps = Math.max(1, Math.round(seconds / 0.02))
  for (let step = 0; step < steps; step += 1) {
    await settle(2)
    output().run(seconds / steps)
    now += (seconds / steps) * 1_000
    look()
  }
}

beforeEach(async () => {
  connections = []
  outputs = []
  now = 0
  states = []
  commands = []
  serve = ({ engine: { control, pcm } }) =>
    serveSine(
      {
        postMessage: control.postMessage,
        onMessage: (listener) =>
          control.onMessage((message) => {
            commands.push(speechCommandSchema.parse(message))
            listener(message)
          }),
      },
      pcm,
    )
  const bridge: Bridge = {
    call: () => Promise.reject(new Error('The player calls nothing')),
    on(notice, handler) {
      engineNews = (payload) => handler(notice.payload.parse(payload))
      return () => undefined
    },
    async connectSpeech() {
      const connection = createConnection()
      connections.push(connection)
      serve(connection)
      return connection.page
    },
    pathOfFile: () => '',
  }
  player = createSpeechPlayer(bridge, {
    openOutput: async (rate) => {
      outputs.push(new FakeOutput(rate, 480))
      return output()
    },
    now: () => now,
    wallNow: () => now,
    every(_milliseconds, task) {
      look = task
      return () => undefined
    },
  })
  player.subscribe(() => {
    if (states.at(-1) !== player.state) states.push(player.state)
  })
  await settle()
  player.setDocument('book', blocks)
})

afterEach(async () => {
  await player.dispose()
  await player.dispose()
  for (const connection of connections) connection.cut()
})

describe('createSpeechPlayer', () => {
  test('is playing only when sound has reached the ear, and ended when all of it has', async () => {
    player.start(start, settings)
    expect(player.state).toBe('starting')
    await settle()
    look()
    expect(player.state).toBe('starting')
    output().run(0.015)
    look()
    expect(player.state).toBe('starting')
    await play(0.1)
    expect(player.state).toBe('playing')
    await play(2)
    expect(states).toEqual(['idle', 'starting', 'playing', 'ended'])
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
    await player.dispose()
    serve = () => undefined
    const waiting: Connection[] = []
    const bridge: Bridge = {
      call: () => Promise.reject(new Error('unused')),
      on: () => () => undefined,
      connectSpeech: async () => {
        const connection = createConnection()
        waiting.push(connection)
        connections.push(connection)
        return connection.page
      },
      pathOfFile: () => '',
    }
    player = createSpeechPlayer(bridge, {
      openOutput: async (rate) => {
        outputs.push(new FakeOutput(rate))
        return output()
      },
      now: () => now,
      wallNow: () => now,
      every(_milliseconds, task) {
        look = task
        return () => undefined
      },
    })
    player.setDocument('book', blocks)
    player.start(start, settings)
    await settle()
    expect(player.state).toBe('starting')
    for (const { engine } of waiting) serveSine(engine.control, engine.pcm)
    await settle()
    await play(0.1)
    expect(player.state).toBe('playing')
  })

  test('plays out its buffer while the engine is restarted, then goes on at the same word', async () => {
    const stream = { ...settings.speech.stream, bufferAheadSeconds: 2 }
    player.setDocument(
      'long',
      Array.from({ length: 12 }, () => text('one two three four five')),
    )
    player.start(start, { ...settings, speech: { ...settings.speech, stream } })
    while (player.heard()?.sentenceIndex !== 1) await play(0.02)
    connections[0]?.cut()
    await play(0.3)
    expect(player.state).toBe('playing')
    const before = player.heard()
    engineNews({ state: 'restarted' })
    await play(0.1)
    expect(connections).toHaveLength(2)
    expect(player.state).toBe('playing')
    expect(player.heard()).toMatchObject({ streamId: 2, block: before?.block })
    expect(player.heard()?.word?.startChar).toBe(before?.word?.startChar)
    for (let second = 0; second < 12; second += 1) await play(1)
    expect(player.state).toBe('ended')
    expect(player.instruments.underruns).toBe(0)
  })

  test('gives up with the error when the engine will not come back', async () => {
    serve = () => undefined
    engineNews({ state: 'restarted' })
    player.start(start, settings)
    engineNews({ state: 'failed', error: toErrorData(new AppError('engine/crashed', 'dead')) })
    expect(player.state).toBe('failed')
    expect(player.failure?.code).toBe('engine/crashed')
    expect(player.engine.error?.code).toBe('engine/crashed')
  })

  test('opens a new output when the device dies, and goes on at the same word', async () => {
    player.start(start, settings)
    while (player.heard()?.wordIndex !== 2) await play(0.02)
    const dead = output()
    now += 2_900
    look()
    expect(outputs).toHaveLength(1)
    now += 200
    look()
    await settle()
    expect(outputs).toHaveLength(2)
    expect(dead.isDisposed).toBe(true)
    await play(0.1)
    expect(player.state).toBe('playing')
    expect(player.heard()).toMatchObject({ block: 0, word: { startChar: 8, endChar: 13 } })
  })

  test('says so when no output takes sound', async () => {
    player.start(start, settings)
    for (let second = 0; second < 20; second += 1) {
      await settle()
      now += 1_000
      look()
    }
    expect(player.state).toBe('failed')
    expect(player.failure?.code).toBe('audio/unavailable')
    expect(outputs).toHaveLength(4)
  })

  test('tells the engine the volume of what the system plays, and only of that', async () => {
    const volumes: unknown[] = []
    serve = ({ engine }) => {
      const onMessage = (listener: (message: unknown) => void): void =>
        engine.control.onMessage((message) => {
          if (JSON.stringify(message).includes('"volume"')) volumes.push(message)
          listener(message)
        })
      serveSine({ ...engine.control, onMessage }, engine.pcm)
    }
    engineNews({ state: 'restarted' })
    await settle()
    const withAudio = (output: 'window' | 'system', volume: number) => ({
      ...settings,
      audio: { output, volume },
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

  describe('another voice', () => {
    const withVoice = (voice: string): Settings => ({
      ...settings,
      speech: { ...settings.speech, voice },
    })
    const ready = (id: string, sampleRateHz: number): SpeechEvent => ({
      kind: 'ready',
      choice: { voice: id, device: 'auto' },
      voice: { id, name: id, language: 'en' },
      sampleRateHz,
      device: 'none',
      seams: { cached: true, 'overlap-add': true, 'cross-fade': true, none: true },
      systemAudioUnavailable: null,
    })
    const tell = (event: SpeechEvent): void => connections.at(-1)?.engine.control.postMessage(event)

    test('is asked for once, whether something is read or not; reading goes on', async () => {
      player.start(start, settings)
      await play(0.2)
      player.tune(withVoice('other'))
      await settle()
      tell({
        kind: 'changing-voice',
        choice: { voice: 'other', device: 'auto' },
        what: 'fetching',
        fraction: 0.25,
      })
      await settle()
      expect(player.engine).toMatchObject({
        ready: true,
        changing: { choice: { voice: 'other' }, fraction: 0.25 },
      })
      player.tune({ ...withVoice('other'), view: { ...settings.view, sidebar: false } })
      await settle()
      expect(commands.filter(({ kind }) => kind === 'choose-voice')).toEqual([
        { kind: 'choose-voice', choice: { voice: 'other', device: 'auto' } },
      ])
      expect(commands.filter(({ kind }) => kind === 'start')).toMatchObject([{ sampleRateHz: sineRateHz }])
      expect(player.state).toBe('playing')
    })

    test('keeps the output of what is read, and has its own with the next reading', async () => {
      player.start(start, settings)
      await play(0.2)
      tell(ready('other', 16_000))
      await settle()
      expect(player.engine.voice?.id).toBe('other')
      expect(outputs).toHaveLength(1)
      expect(player.instruments.sampleRateHz).toBe(sineRateHz)
      player.stop()
      await settle()
      expect(outputs.map(({ sampleRateHz }) => sampleRateHz).slice(0, 2)).toEqual([sineRateHz, 16_000])
    })

    test('what it takes back is forgotten, an end too', async () => {
      player.start(start, settings)
      await play(0.4)
      const before = player.instruments.sentences
      expect(before.length).toBeGreaterThan(1)
      const [{ streamId }] = before
      tell({ kind: 'cut', streamId, startSample: before[1].startSample - 10, sentence: 1 })
      await settle()
      expect(player.instruments.sentences.map(({ index }) => index)).toEqual([0])
      expect(
        player.instruments.chunks.every(({ startSample }) => startSample < before[1].startSample - 10),
      ).toBe(true)
    })

    test('that is refused leaves the one that speaks', async () => {
      player.start(start, settings)
      await play(0.2)
      const error = toErrorData(new AppError('voice/checksum', 'damaged'))
      tell({ kind: 'voice-refused', choice: { voice: 'other', device: 'auto' }, error })
      await settle()
      expect(player.engine).toMatchObject({
        ready: true,
        changing: null,
        refused: { choice: { voice: 'other' }, error: { code: 'voice/checksum' } },
      })
      expect(player.state).toBe('playing')
    })
  })
})
