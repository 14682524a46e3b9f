import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { SpeechEvent } from '@contract/speech'
import { readClock } from '../../src-renderer/audio/shared-clock'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const hasJoe = existsSync('models/joe/files/en_US-joe-medium.onnx')

const sentences = Array.from(
  { length: 30 },
  (_, i) => `This is line ${i + 1} of a text that is long enough for two voices.`,
)

const eventsOf = <Kind extends SpeechEvent['kind']>(lector: LectorWindow, kind: Kind) =>
  lector.page.evaluate(
    (wanted) => window.lectorProbe.events.filter((event) => event.kind === wanted),
    kind,
  ) as Promise<Extract<SpeechEvent, { kind: Kind }>[]>

async function underruns(lector: LectorWindow): Promise<number> {
  const bytes = await lector.page.evaluate(() => [...new Uint8Array(window.lectorProbe.clock!)])
  const copy = new SharedArrayBuffer(bytes.length)
  new Uint8Array(copy).set(bytes)
  return readClock(copy).underruns
}

const litSentence = (lector: LectorWindow): Promise<string> =>
  lector.page.evaluate(() => [...(CSS.highlights.get('sentence')?.values() ?? [])].map(String).join(''))

async function choose(lector: LectorWindow, voice: string): Promise<void> {
  await lector.page.keyboard.press('Control+,')
  await lector.page.getByRole('radio', { name: new RegExp(`^${voice}`) }).check({ force: true })
}

describe.skipIf(!hasElectron || !hasVoice || !hasJoe)(
  'a voice chosen while reading (needs Electron and the voices heart and joe)',
  () => {
    test('goes on at the next sentence without a gap, and back again', async () => {
      const lector = await openLector()
      try {
        await lector.paste(sentences.join(' '))
        await lector.page.getByRole('button', { name: 'Play', exact: true }).click()
        await lector.litWord()
        for (const [turn, voice] of ['Joe', 'Heart'].entries()) {
          await choose(lector, voice)
          await expect.poll(async () => (await eventsOf(lector, 'cut')).length).toBe(turn + 1)
          const [ready] = (await eventsOf(lector, 'ready')).slice(-1)
          expect(ready.voice.name).toBe(voice)
          await lector.page.keyboard.press('Escape')
          const [cut] = (await eventsOf(lector, 'cut')).slice(-1)
          // The new voice's first sentence is heard: its words light up.
          const first = (await eventsOf(lector, 'sentence')).findLast(({ index }) => index === cut.sentence)
          expect(first?.startSample).toBeGreaterThanOrEqual(cut.startSample)
          const number = sentences.findIndex((sentence) =>
            sentences.join(' ').startsWith(sentence, first?.startChar),
          )
          await expect.poll(() => litSentence(lector), { timeout: 30_000 }).toBe(sentences[number])
        }
        expect(await underruns(lector)).toBe(0)
        expect(lector.complaints).toEqual([])
      } finally {
        await lector.close()
      }
    })
  },
)
