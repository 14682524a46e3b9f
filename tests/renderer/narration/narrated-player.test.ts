import { expect, test, vi } from 'vitest'
import type { Block, ReadableDocument } from '@contract/document'
import { AppError } from '@contract/errors'
import { settingsSchema } from '@contract/settings'
import type { SpeechPorts } from '../../../src-renderer/bridge/bridge'
import { PassageVoice } from '../../../src-renderer/narration/passage-voice'
import { RecordedNarration } from '../../../src-renderer/narration/recorded-narration'
import { hummedWav, parsOfWords } from '../../fixtures/epub/narrated-book'
import { FakeOutput } from '../../helpers/fake-output'
import { settle } from '../../helpers/port-pair'
import { openPlayerStand } from '../audio/player-stand'

const text = 'The bell rang twice across the harbour. Nobody came to the window.'
const pars = parsOfWords(text, 0.05)
const wav = hummedWav(pars)
const block: Block = {
  kind: 'paragraph',
  text,
  marks: [],
  source: { part: 0, startChar: 0, endChar: text.length, exact: true },
}
const read: ReadableDocument = {
  id: 'book',
  title: 'Book',
  authors: [],
  format: 'epub',
  parts: [],
  blocks: [block],
  contents: [],
  outside: [],
  warnings: [],
  overlays: pars.map(({ text: word, startSeconds, endSeconds }, index) => {
    const startChar = pars.slice(0, index).reduce((sum, par) => sum + par.text.length + 1, 0)
    return { block: 0, startChar, endChar: startChar + word.length, audio: 'a.wav', startSeconds, endSeconds }
  }),
}
const settings = settingsSchema.parse({})
/** Sound runs a little at every look: a machine that is busy needs many. */
const slow = { timeout: 20_000, interval: 1 }

function narrationOf(
  lost: unknown[],
  bytes = wav,
  document = read,
  connect = (): Promise<SpeechPorts> => expect.unreachable(),
  isWhole = true,
): RecordedNarration {
  const narration = new RecordedNarration(
    document,
    {},
    {
      fetch: (_overlay, startByte, byteLength) =>
        Promise.resolve({
          bytes: new Uint8Array(bytes.subarray(startByte, startByte + byteLength)),
          totalBytes: bytes.length,
        }),
      lost: (error) => lost.push(error),
      voice: new PassageVoice(document, { entries: () => [], connect }),
      every(_milliseconds, task) {
        const timer = setInterval(task, 1)
        return () => clearInterval(timer)
      },
    },
  )
  narration.grow(isWhole)
  return narration
}

test('a recording speaks in the voice’s place: places, another speed in its stride, and the voice again', async () => {
  const stand = await openPlayerStand()
  const lost: unknown[] = []
  try {
    const { player } = stand
    player.setDocument(read)
    const narration = narrationOf(lost)
    player.setNarration(narration, settings)
    expect(player.isNarrating).toBe(true)
    player.start({ block: 0, char: 0 }, settings)
    await expect.poll(async () => (await stand.play(0.02), player.state)).toBe('playing')
    await stand.play(0.5)
    const place = player.heard()
    expect(place?.block).toBe(0)
    const at = (place?.sample ?? 0) / 24_000
    const word = pars.find(({ startSeconds, endSeconds }) => startSeconds <= at && at < endSeconds)
    expect(text.slice(place?.word?.startChar, place?.word?.endChar)).toBe(word?.text)
    const streamId = place?.streamId

    player.tune({ ...settings, speech: { ...settings.speech, speed: 2 } })
    await stand.play(0.4)
    expect(player.heard()?.streamId).toBe(streamId)
    expect(await player.locate({ block: 0, char: 3 }, 'next-sentence')).toMatchObject({ block: 0, char: 40 })

    player.setNarration(null, settings)
    await stand.play(0.5)
    expect(player.isNarrating).toBe(false)
    const started = stand.commands.filter((command) => command.kind === 'start')
    expect(started).toHaveLength(1)
    // The voice goes on at the word that was heard, not at the beginning.
    expect(started[0].from.char).toBeGreaterThan(10)
    expect(lost).toEqual([])
    narration.dispose()
  } finally {
    await stand.dispose()
  }
})

test('pauses that are changed while a recording is read hold for what a voice is asked to say from then on', async () => {
  const unread = 'Nobody recorded this.'
  const marks = [{ kind: 'unrecorded' as const, startChar: 0, endChar: unread.length }]
  const said: Block = { ...block, text: unread, marks }
  const lost: unknown[] = []
  const narration = narrationOf(
    lost,
    wav,
    { ...read, blocks: [block, said] },
    () => new Promise(() => undefined),
  )
  const speak = vi.spyOn(PassageVoice.prototype, 'speak')
  const output = new FakeOutput(24_000)
  try {
    const emit = (): void => undefined
    const from = { block: 0, char: 0 }
    const { speech } = settings
    const start = { documentId: 'book', from, settings: speech, output: 'window' } as const
    narration.obey({ kind: 'start', streamId: 1, ...start }, output, emit)
    const pauses = { ...speech.pauses, commaMilliseconds: 70, paragraphMilliseconds: 10 }
    narration.obey({ kind: 'tune', streamId: 1, settings: { ...speech, pauses } }, output, emit)
    await expect.poll(() => (output.run(0.1), speak.mock.calls.length), slow).toBe(1)
    expect(speak.mock.calls[0][0].settings.pauses).toEqual(pauses)
    expect(lost).toEqual([])
  } finally {
    speak.mockRestore()
    narration.dispose()
  }
})

test('while a book grows, it is one of its later pieces that the recording may begin with', async () => {
  const lost: unknown[] = []
  const imprint: Block = { ...block, matter: 'imprint' }
  const growing = { ...read, blocks: [imprint], overlays: [...read.overlays] }
  const narration = narrationOf(lost, wav, growing, undefined, false)
  const rate = narration.open()
  await settle()
  expect(lost).toEqual([])
  growing.blocks.push(block)
  growing.overlays.push(...read.overlays.map((clip) => ({ ...clip, block: 1 })))
  narration.grow(true)
  expect(await rate).toBe(24_000)
  narration.dispose()

  const none = narrationOf(lost, wav, { ...growing, blocks: [imprint, imprint] }, undefined, false)
  const never = none.open()
  none.grow(true)
  await expect(never).rejects.toMatchObject({ code: 'narration/damaged' })
  expect(lost).toHaveLength(1)
})

test('another document is told of as one that no recording reads', async () => {
  const stand = await openPlayerStand()
  try {
    const { player } = stand
    player.setDocument(read)
    const told: boolean[] = []
    player.setNarration(narrationOf([]), settings)
    player.subscribe(() => told.push(player.isNarrating))
    player.setDocument({ ...read, id: 'other' })
    expect(told.at(-1)).toBe(false)
  } finally {
    await stand.dispose()
  }
})

test('where the voice cannot go on, what is recorded is heard to its end first', async () => {
  const stand = await openPlayerStand()
  try {
    const { player } = stand
    const rest = 'Nobody recorded this.'
    const mark = { kind: 'unrecorded' as const, startChar: 0, endChar: rest.length }
    const more = { ...read, blocks: [block, { ...block, text: rest, marks: [mark] }] }
    player.setDocument(more)
    const connect = () => Promise.reject(new AppError('voice/missing', 'There is no voice'))
    player.setNarration(narrationOf([], wav, more, connect), settings)
    player.start({ block: 0, char: 0 }, settings)
    await expect.poll(async () => (await stand.play(0.1), player.state), slow).toBe('failed')
    expect(player.failure?.code).toBe('voice/missing')
    const heard = stand.output().heard.filter((sample) => sample !== 0).length
    expect(heard).toBeGreaterThan(0.98 * (pars[pars.length - 1]?.endSeconds ?? 0) * 24_000)
    expect(player.heard()).toMatchObject({ block: 0, sentenceIndex: 1 })
  } finally {
    await stand.dispose()
  }
})

test('what cannot be played is told of once', async () => {
  const stand = await openPlayerStand()
  const lost: unknown[] = []
  try {
    stand.player.setDocument(read)
    stand.player.setNarration(narrationOf(lost, Buffer.from('OggS and nothing')), settings)
    await expect.poll(() => lost.length).toBe(1)
    expect(lost[0]).toMatchObject({ code: 'narration/unplayable', details: { kind: 'Ogg' } })
  } finally {
    await stand.dispose()
  }
})

test('an output that cannot be opened is told of when somebody wants to hear, and tried again then', async () => {
  const stand = await openPlayerStand()
  try {
    const { player } = stand
    player.setDocument(read)
    stand.outputFailures.push(new Error('The device is gone'), new AppError('audio/unavailable', 'Gone'))
    player.setNarration(narrationOf([]), settings)
    await expect.poll(() => stand.outputFailures.length).toBe(1)
    await settle()
    expect(player).toMatchObject({ state: 'idle', failure: null })
    player.start({ block: 0, char: 0 }, settings)
    await expect.poll(() => player.state).toBe('failed')
    expect(player.failure?.code).toBe('audio/unavailable')
    player.start({ block: 0, char: 0 }, settings)
    await expect.poll(async () => (await stand.play(0.02), player.state)).toBe('playing')
  } finally {
    await stand.dispose()
  }
})

test('a recording falls silent and stands still to the sample, and halts before a sentence', async () => {
  const stand = await openPlayerStand()
  const lost: unknown[] = []
  try {
    const { player } = stand
    player.setDocument(read)
    player.setNarration(narrationOf(lost), settings)
    player.setHalt({ before: 'sentence' })
    player.start({ block: 0, char: 0 }, settings)
    await expect.poll(async () => (await stand.play(0.1), player.isHalted), slow).toBe(true)
    const second = Math.round((pars[7]?.startSeconds ?? 0) * 24_000)
    expect(player.heard()).toMatchObject({ sentenceIndex: 0, sample: second - 1 })
    player.setHalt(null)
    player.start({ block: 0, char: 0 }, settings)
    await expect.poll(async () => (await stand.play(0.02), player.state), slow).toBe('playing')
    const heardBefore = stand.output().heard.length
    player.fading.begin(0.2, 0.4)
    await expect.poll(async () => (await stand.play(0.1), player.fading.state), slow).toBe('fallen')
    expect(player.state).toBe('paused')
    await stand.play(0.3)
    const fallen = stand.output().heard.slice(heardBefore)
    const loudest = (from: number, until: number) =>
      Math.max(...fallen.slice(from * 24_000, until * 24_000).map(Math.abs))
    expect(loudest(0.05, 0.15)).toBeGreaterThan(0.25)
    expect(loudest(0.5, 0.6)).toBeLessThan(0.12)
    expect(loudest(0.7, 0.8)).toBe(0)
    player.fading.end()
    player.resume()
    await expect.poll(async () => (await stand.play(0.02), player.state), slow).toBe('playing')
    expect(lost).toEqual([])
  } finally {
    await stand.dispose()
  }
})
