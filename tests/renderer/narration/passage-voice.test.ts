import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import { speechSettingsSchema } from '@contract/settings'
import { PassageVoice } from '../../../src-renderer/narration/passage-voice'
import { paragraph } from '../../helpers/paragraphs'
import { createConnection, settle, type Connection } from '../../helpers/port-pair'

const settings = speechSettingsSchema.parse({})
const sampleRateHz = 24_000
const blocks = ['Said.', 'Two words', 'Skipped', 'and three more'].map((text) => paragraph(text))

describe('PassageVoice', () => {
  let connection: Connection
  let commands: Record<string, unknown>[]
  let connections: number
  let voice: PassageVoice
  beforeEach(() => {
    commands = []
    connections = 0
    connection = createConnection()
    connection.engine.control.onMessage((command) => commands.push(command as Record<string, unknown>))
    const connect = () => {
      connections++
      return Promise.resolve(connection.page)
    }
    voice = new PassageVoice({ id: 'book', blocks }, { entries: () => [], connect })
    voice.hold([1, 3], {}, true)
  })
  afterEach(() => {
    voice.dispose()
    connection.cut()
  })

  const speak = (until: { block: number; char: number }) =>
    voice.speak({ from: { block: 1, char: 0 }, until, settings, sampleRateHz })

  test.each([
    [
      { block: 3, char: 4 },
      { block: 1, char: 4 },
    ],
    [
      { block: 2, char: 5 },
      { block: 1, char: 0 },
    ],
    [
      { block: 9, char: 0 },
      { block: 1, char: 14 },
    ],
  ])('is asked to end at %j, also where it has nothing of the block', async (until, told) => {
    speak(until)
    await settle()
    expect(commands.find(({ kind }) => kind === 'start')).toMatchObject({ until: told })
  })

  test('lets the engine go when other rules have ended what it says', async () => {
    const spoken = speak({ block: 3, char: 14 })
    await settle()
    const { streamId } = commands.find(({ kind }) => kind === 'start') ?? {}
    const sentence = { index: 0, block: 0, startChar: 0, endChar: 9, words: [] }
    const { control, pcm } = connection.engine
    const place = { startSample: 0, endSample: 2_400 }
    control.postMessage({ kind: 'sentence', streamId: Number(streamId), ...sentence, ...place })
    await settle()
    expect(spoken.next()).toMatchObject({ block: 1 })
    voice.hold([], {}, true)
    await settle()
    // It is heard to its end first.
    expect(commands.at(-1)?.kind).not.toBe('stop')
    const samples = new Float32Array(2_400)
    pcm.postMessage({ kind: 'pcm', streamId: Number(streamId), startSample: 0, samples })
    await settle()
    expect(commands.at(-1)).toMatchObject({ kind: 'stop', streamId })
    expect(spoken.next()).toBe('cut')
  })

  test('opens its line for what is to be measured, and for nothing where it has nothing to say', async () => {
    voice.hold([], {}, true)
    voice.lengths(settings, sampleRateHz)
    voice.renew()
    await settle()
    expect(connections).toBe(0)
    voice.extend([1], true)
    voice.lengths(settings, sampleRateHz)
    await settle()
    expect(connections).toBe(1)
    expect(commands.map(({ kind }) => kind)).toEqual(['document', 'measure'])
    // A successor is told of it anew, also when the engine could not speak meanwhile.
    voice.fail(new AppError('engine/crashed', 'It ended'))
    voice.renew()
    await settle()
    expect(connections).toBe(2)
  })
})
