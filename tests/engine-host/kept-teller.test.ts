import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { KeptSounds } from '../../src-main/engine'
import { SpokenDocument } from '../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../src-main/engine/voices/voice'
import { createDocumentMeasurer } from '../../src-main/engine-host/document-measurer'
import { paragraph } from '../helpers/paragraphs'
import { loadSineVoice } from '../helpers/sine-voice'

const settings = speechSettingsSchema.parse({})
const document = () => new SpokenDocument(['One.', 'Two.', 'Three.'].map((text) => paragraph(text)))
const digits = (text: string): string => Buffer.from(text).toString('hex').padEnd(12, '0')

describe('what a page is told of what is kept', () => {
  let sounds: KeptSounds
  let device: string
  let changeDevice: () => void
  let voice: Voice
  let told: (readonly number[])[]
  let stop: () => void
  beforeEach(async () => {
    const sine = await loadSineVoice()
    sounds = new KeptSounds()
    device = 'a'
    told = []
    const listeners = new Set<() => void>()
    changeDevice = () => listeners.forEach((listener) => listener())
    voice = {
      ...sine,
      keptAddresses: { utterance: ({ text }) => text, sound: (utterance) => digits(device + utterance) },
      onDeviceChange(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
    const measurer = createDocumentMeasurer({
      document: document(),
      borrowVoice: () => Promise.resolve({ voice, release: () => undefined }),
      keptSpeech: { sounds, look: () => Promise.resolve() },
      isQuiet: () => true,
      emit: (event) => void (event.kind === 'kept' && told.push(event.ranges)),
    })
    measurer.measure({ requestId: 1, from: { block: 1, char: 0 }, settings })
    stop = () => measurer.stop()
  })
  afterEach(() => stop())

  const keep = (...texts: string[]): void => {
    for (const text of texts) sounds.add(`${digits(device + text)}.f32`)
  }
  const untilTold = (...ranges: number[]) =>
    vi.waitFor(() => expect(told.at(-1)).toEqual(ranges), { timeout: 10_000 })

  test('is which blocks are, once for all that came together, and only when that has changed', async () => {
    await untilTold()
    keep('Two.', 'One.')
    await untilTold(0, 2)
    expect(told).toEqual([[], [0, 2]])
    // What was made of a text is no sound of it.
    sounds.add(`${digits('aThree.')}.json`)
    keep('One.')
    keep('Three.')
    await untilTold(0, 3)
    expect(told).toHaveLength(3)
    await sounds.look(() => Promise.resolve([`${digits('aOne.')}.f32`, `${digits('aThree.')}.f32`]))
    await untilTold(0, 1, 2, 3)
    // What comes while somebody looks is not lost, though it was not there yet where was looked first.
    await sounds.look(() => {
      keep('Two.')
      return Promise.resolve([`${digits('aThree.')}.f32`])
    })
    await untilTold(1, 3)
    await expect(sounds.look(() => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk')
    expect(told.at(-1)).toEqual([1, 3])
  })

  test('is another thing once the voice runs on another device', async () => {
    keep('One.', 'Two.', 'Three.')
    await untilTold(0, 3)
    device = 'b'
    changeDevice()
    await untilTold()
    keep('Three.')
    await untilTold(2, 3)
  })

  test('is nothing any more once nobody measures', async () => {
    await untilTold()
    stop()
    keep('One.')
    changeDevice()
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(told).toEqual([[]])
  })
})
