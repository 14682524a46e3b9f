import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError, toErrorData } from '@contract/errors'
import { settingsSchema, type Settings } from '@contract/settings'
import type { SpeechEvent } from '@contract/speech'
import type { SpeechPlayer } from '../../../src-renderer/audio/speech-player'
import { paragraph } from '../../helpers/paragraphs'
import { settle } from '../../helpers/port-pair'
import { sineRateHz } from '../../helpers/sine-engine'
import { openPlayerStand, type PlayerStand } from './player-stand'

const blocks = ['one two three four five', 'six seven eight nine', 'ten eleven'].map((text) =>
  paragraph(text),
)
const start = { block: 0, char: 0 }
const settings: Settings = settingsSchema.parse({})

let stand: PlayerStand
let player: SpeechPlayer

beforeEach(async () => {
  stand = await openPlayerStand()
  player = stand.player
  player.setDocument({ id: 'book', blocks })
})
afterEach(() => stand.dispose())

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
  test('is asked for where the one chosen cannot be had, and that one is not asked for again', async () => {
    const error = toErrorData(new AppError('voice/incompatible', 'no'))
    stand.tell({ kind: 'unready', choice: { voice: 'broken', device: 'auto' }, error })
    await settle()
    expect(player.engine).toMatchObject({ ready: false, error: { code: 'voice/incompatible' } })
    player.tune({ ...withVoice('broken'), view: { ...settings.view, sidebar: false } })
    await settle()
    expect(stand.commands.filter(({ kind }) => kind === 'choose-voice')).toEqual([])
    player.tune(withVoice('other'))
    await settle()
    expect(stand.commands.filter(({ kind }) => kind === 'choose-voice')).toEqual([
      { kind: 'choose-voice', choice: { voice: 'other', device: 'auto' } },
    ])
    // While that is being prepared yet another one is chosen.
    stand.tell({ kind: 'preparing', what: 'fetching', fraction: 0.1 })
    await settle()
    player.tune(withVoice('third'))
    await settle()
    expect(stand.commands.filter(({ kind }) => kind === 'choose-voice').at(-1)).toEqual({
      kind: 'choose-voice',
      choice: { voice: 'third', device: 'auto' },
    })
  })

  test('is asked for once, whether something is read or not; reading goes on', async () => {
    player.start(start, settings)
    await stand.play(0.2)
    player.tune(withVoice('other'))
    await settle()
    stand.tell({
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
    expect(stand.commands.filter(({ kind }) => kind === 'choose-voice')).toEqual([
      { kind: 'choose-voice', choice: { voice: 'other', device: 'auto' } },
    ])
    expect(stand.commands.filter(({ kind }) => kind === 'start')).toMatchObject([
      { sampleRateHz: sineRateHz },
    ])
    expect(player.state).toBe('playing')
  })

  test('keeps the output of what is read, and has its own with the next reading', async () => {
    player.start(start, settings)
    await stand.play(0.2)
    stand.tell(ready('other', 16_000))
    await settle()
    expect(player.engine.voice?.id).toBe('other')
    expect(stand.outputs).toHaveLength(1)
    expect(player.instruments.sampleRateHz).toBe(sineRateHz)
    player.stop()
    await settle()
    expect(stand.outputs.map(({ sampleRateHz }) => sampleRateHz).slice(0, 2)).toEqual([sineRateHz, 16_000])
  })

  test('what it takes back is forgotten, an end too', async () => {
    player.start(start, settings)
    await stand.play(0.4)
    const before = player.instruments.sentences
    expect(before.length).toBeGreaterThan(1)
    const [{ streamId }] = before
    stand.tell({ kind: 'cut', streamId, startSample: before[1].startSample - 10, sentence: 1 })
    await settle()
    expect(player.instruments.sentences.map(({ index }) => index)).toEqual([0])
    expect(
      player.instruments.chunks.every(({ startSample }) => startSample < before[1].startSample - 10),
    ).toBe(true)
  })

  test('that is refused leaves the one that speaks', async () => {
    player.start(start, settings)
    await stand.play(0.2)
    const error = toErrorData(new AppError('voice/checksum', 'damaged'))
    stand.tell({ kind: 'voice-refused', choice: { voice: 'other', device: 'auto' }, error })
    await settle()
    expect(player.engine).toMatchObject({
      ready: true,
      changing: null,
      refused: { choice: { voice: 'other' }, error: { code: 'voice/checksum' } },
    })
    expect(player.state).toBe('playing')
  })
})
