import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { narrate } from '../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import { loadInlineVoice } from '../../../src-main/engine/voices/inline-voice'
import type { Voice } from '../../../src-main/engine/voices/voice'
import { installedVoice, isFetched } from '../../helpers/installed-voice'

const sentences = [
  'The lighthouse keeper climbed the winding stairs before the storm arrived.',
  'Nobody remembered who had planted the three old apple trees behind the school.',
  'Please leave the window open, because the room gets very warm in the afternoon.',
  'She folded the letter twice and slipped it under the heavy wooden door.',
  'The birch canoe slid on the smooth planks.',
  'Glue the sheet to the dark blue background.',
  'It is easy to tell the depth of a well.',
  'Rice is often served in round bowls.',
  'The museum opens at nine, but the gardens stay closed until the first of May.',
  'Every evening the baker sweeps the floor, counts the coins, and turns off the lamp.',
]
const speeds = [0.5, 0.6, 0.75, 0.9, 1.1, 1.25, 1.5, 2, 3, 4]

describe.each(['heart', 'joe'])('%s', (id) => {
  const isThere = isFetched(id)
  let voice: Voice
  beforeAll(async () => {
    if (isThere) voice = await loadInlineVoice(await installedVoice('int8', id), new AbortController().signal)
  })
  afterAll(async () => {
    if (isThere) await voice.dispose()
  })

  /** From the first word's start to the last one's end, over all sentences; nothing is rendered. */
  async function spokenSeconds(speed: number): Promise<number> {
    const silent: Voice = { ...voice, render: nothing }
    const document = new SpokenDocument(
      sentences.map((text) => ({
        kind: 'paragraph' as const,
        text,
        marks: [],
        source: { part: 0, startChar: 0, endChar: text.length, exact: true },
      })),
    )
    const settings = speechSettingsSchema.parse({ speed })
    let samples = 0
    for await (const piece of narrate({
      voice: silent,
      document,
      from: { block: 0, char: 0 },
      settings: () => settings,
      signal: new AbortController().signal,
    })) {
      if (piece.kind !== 'sentence') continue
      const [first, last] = [piece.words[0], piece.words.at(-1)]
      if (first && last) samples += last.endSample - first.startSample
    }
    return samples / voice.sampleRateHz
  }

  test.skipIf(!isThere)(
    `speaks in 1/speed of the time, within 3 %, over the whole range (needs the voice ${id})`,
    async () => {
      const own = await spokenSeconds(1)
      for (const speed of speeds) {
        const ratio = (speed * (await spokenSeconds(speed))) / own
        expect(ratio, `speed ${speed}`).toBeGreaterThan(0.97)
        expect(ratio, `speed ${speed}`).toBeLessThan(1.03)
      }
    },
  )
})

async function* nothing(): AsyncGenerator<never, void, void> {}
