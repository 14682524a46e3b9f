import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { VoiceLease } from '../../src-main/engine-host/voice-holder'
import type { Voice } from '../../src-main/engine/voices/voice'
import { paragraph } from '../helpers/paragraphs'
import { settle } from '../helpers/port-pair'
import { loadSineVoice } from '../helpers/sine-voice'
import { connectPage, holderOf, type ConnectedPage } from './connected-page'
import { createFakePortAudio, type FakePortAudio } from './fake-port-audio'

const blocks = [paragraph('One sentence is here. And another one.')]

let voice: Voice
beforeAll(async () => {
  voice = await loadSineVoice()
})

let device: FakePortAudio
let page: ConnectedPage
let give: (voice: Voice) => void
beforeEach(() => {
  device = createFakePortAudio()
  page = connectPage({ holder: holderOf(voice), blocks, systemAudio: device.audio })
})
const clocks = () => page.eventsOf(1).flatMap((event) => (event.kind === 'clock' ? [event] : []))
const loudest = (): number => device.played.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
/** Plays until the stream is over, at most ten seconds of sound. */
async function playOut(): Promise<void> {
  for (let round = 0; round < 50 && page.endsOf(1).length === 0; round++) await device.play(10)
  await settle()
}

describe('a stream played by the system', () => {
  test('ends when it is heard out, with its clock at the end; then the device is closed', async () => {
    page.start(1, { output: 'system' })
    await settle()
    expect(page.endsOf(1)).toEqual([])
    await playOut()
    expect(page.endsOf(1)).toEqual(['end'])
    const end = page.eventsOf(1).at(-1)
    expect(end).toEqual({ kind: 'end', streamId: 1, totalSamples: clocks().at(-1)?.heardSample })
    expect(clocks().at(-1)).toMatchObject({ playing: false, underruns: 0 })
    expect(device.quits).toHaveLength(1)
    expect(page.pcmOf(1)).toEqual([])
  })

  test('a device that breaks down fails the stream once', async () => {
    page.start(1, { output: 'system' })
    await device.play(5)
    device.breakDown()
    await vi.waitFor(() => expect(page.endsOf(1)).toHaveLength(1))
    await settle()
    expect(page.endsOf(1)).toEqual(['failed'])
    expect(page.eventsOf(1).at(-1)).toMatchObject({ error: { code: 'audio/unavailable' } })
    expect(device.quits).toHaveLength(1)
  })

  test('a stop closes the device; the next stream opens it again', async () => {
    page.start(1, { output: 'system' })
    await device.play(5)
    page.send({ kind: 'stop', streamId: 1 })
    await vi.waitFor(() => expect(page.endsOf(1)).toEqual(['cancelled']))
    expect(device.quits).toHaveLength(1)
    page.start(2, { output: 'system' })
    await vi.waitFor(() => expect(device.opened).toBe(2))
    await page.connection.stop()
  })

  test('volume and pause that come before the voice does hold from the first sample', async () => {
    const holder = {
      ...holderOf(voice),
      borrow: async (): Promise<VoiceLease> => ({
        voice: await new Promise<Voice>((resolve) => (give = resolve)),
        release: () => undefined,
      }),
    }
    page = connectPage({ holder, blocks, systemAudio: device.audio })
    page.start(1, { output: 'system' })
    page.send({ kind: 'volume', streamId: 1, volume: 0.25 })
    page.send({ kind: 'pause', streamId: 1 })
    await settle(5)
    give(voice)
    await settle(5)
    await device.play(20)
    expect(loudest()).toBe(0)
    expect(clocks().at(-1)).toMatchObject({ heardSample: 0, playing: false })
    page.send({ kind: 'resume', streamId: 1 })
    await playOut()
    expect(page.endsOf(1)).toEqual(['end'])
    expect(loudest()).toBeGreaterThan(0.1)
    expect(loudest()).toBeLessThanOrEqual(0.25)
  })

  test('a page that goes away leaves no device open', async () => {
    page.start(1, { output: 'system' })
    await device.play(5)
    page.close()
    await vi.waitFor(() => expect(device.quits).toHaveLength(1))
  })
})
