import { afterEach, describe, expect, test } from 'vitest'
import type { SpeechEvent } from '@contract/speech'
import { hasVoice, isFetched } from '../helpers/installed-voice'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const sentences = Array.from(
  { length: 30 },
  (_, i) => `This is line ${i + 1} of a text that is long enough for two voices.`,
)

const eventsOf = <Kind extends SpeechEvent['kind']>(lector: LectorWindow, kind: Kind) =>
  lector.page.evaluate(
    (wanted) => window.lectorProbe.events.filter((event) => event.kind === wanted),
    kind,
  ) as Promise<Extract<SpeechEvent, { kind: Kind }>[]>

async function choose(lector: LectorWindow, voice: string): Promise<void> {
  await lector.page.keyboard.press('Control+,')
  await lector.page.getByRole('radio', { name: new RegExp(`^${voice}`) }).check({ force: true })
}

describe.skipIf(!hasElectron || !hasVoice || !isFetched('joe'))(
  'a voice chosen while reading (needs Electron and the voices heart and joe)',
  () => {
    let lector: LectorWindow
    afterEach(() => lector?.close())

    test('goes on at the next sentence without a gap, and back again', async () => {
      lector = await openLector()
      await lector.paste(sentences.join(' '))
      await lector.setSpeed(2)
      await lector.page.getByRole('button', { name: 'Play', exact: true }).click()
      await lector.litWord()
      const heard = await lector.watchSentences()
      for (const [turn, voice] of ['Joe', 'Heart'].entries()) {
        await choose(lector, voice)
        await expect
          .poll(async () => (await eventsOf(lector, 'cut')).length, { timeout: 60_000 })
          .toBe(turn + 1)
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
        await expect.poll(heard, { timeout: 60_000 }).toContain(sentences[number])
      }
      expect((await lector.clock()).underruns).toBe(0)
    })
  },
)
