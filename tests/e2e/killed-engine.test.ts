import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { encodeSamples } from '../../src-main/engine/audio/sample-bytes'
import { hasVoice } from '../helpers/installed-voice'
import { createRandom } from '../helpers/random'
import { wavParts } from '../helpers/wav-parts'
import { describeAccidents, haveAccident, type Accident } from './killed-engine'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const isSoak = process.env.LECTOR_SOAK === '1'
/** Ten times the figures of a quiet machine. */
const limits = { medianMilliseconds: 10_000, worstMilliseconds: 30_000 }
/** Between two deaths at most, beside the time it takes to speak again. */
const longestWaitMilliseconds = 2_500

const sentences = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, index) =>
      `Line ${index + 1} of the log says that the wind was fair, that the boats lay still, and that nobody came.`,
  )

/** What the engine makes of a text without any window. */
async function uninterrupted(directory: string, text: string): Promise<Buffer> {
  const wav = join(directory, 'whole.wav')
  await promisify(execFile)('node', [resolve('out/main/cli.js'), 'speak', text, '--out', wav])
  return wavParts(await readFile(wav)).data
}

/** What came into the worklet of the first stream, as a file has it. */
async function received({ page }: LectorWindow): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const [samples = []] = [...window.lectorProbe.audio.values()]
    const bytes = new Uint8Array(Float32Array.from(samples).buffer)
    let text = ''
    for (let at = 0; at < bytes.length; at += 8_192)
      text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
    return btoa(text)
  })
  const bytes = Buffer.from(base64, 'base64')
  const samples = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  return Buffer.from(encodeSamples([samples], 'int16', 0))
}

describe.skipIf(!hasElectron || !hasVoice)(
  'the engine killed while reading (needs Electron and the voice; LECTOR_SOAK=1: 50 times)',
  () => {
    let lector: LectorWindow
    afterEach(() => lector?.close())

    test.each([
      { ahead: 20, kills: isSoak ? 50 : 3, seed: 1 },
      { ahead: 2, kills: isSoak ? 50 : 5, seed: 2 },
    ])(
      'with $ahead s ahead, $kills times: each time it goes on, and every sample is what it would have been',
      { timeout: isSoak ? 900_000 : 180_000 },
      async ({ ahead, kills, seed }) => {
        const userData = await mkdtemp(join(tmpdir(), 'lector-killed-'))
        onTestFinished(() => rm(userData, { recursive: true, force: true }))
        const speech = { stream: { bufferAheadSeconds: ahead } }
        await mkdir(userData, { recursive: true })
        // What is kept would speak in place of the voice.
        const settings = { version: 1, speech, keptSpeech: { isOn: false } }
        await writeFile(join(userData, 'settings.json'), JSON.stringify(settings))
        lector = await openLector({ userData, probe: { recordAudio: true } })
        const lines = sentences(kills * 2 + 8)
        await lector.paste(lines.join(' '))
        await lector.play()
        const heardSentences = await lector.watchSentences()
        const { streamId, underruns } = await lector.clock()
        const random = createRandom(seed)
        const accidents: Accident[] = []
        let since = 0
        while (accidents.length < kills) {
          const accident = await haveAccident(lector, since, random() * longestWaitMilliseconds)
          accidents.push(accident)
          since = accident.events
        }
        if (process.env.LECTOR_FIGURES === '1') console.log(describeAccidents(`${ahead} s ahead`, accidents))
        const silent = accidents.map(({ silentMilliseconds }) => silentMilliseconds).sort((a, b) => a - b)
        expect(silent[silent.length >> 1]).toBeLessThan(limits.medianMilliseconds)
        expect(silent.at(-1)).toBeLessThan(limits.worstMilliseconds)
        const clock = await lector.clock()
        expect(clock.streamId).toBe(streamId)
        expect(clock.refused).toBe(0)
        if (ahead === 20 && !isSoak) expect(clock.underruns - underruns).toBe(0)
        const order = (await heardSentences()).map((sentence) => lines.indexOf(sentence))
        expect(order).toEqual(order.map((_, index) => index))
        expect(order.length).toBeGreaterThan(kills / 4)

        const got = await received(lector)
        const expected = await uninterrupted(lector.directory, lines.join(' '))
        expect(got.length).toBeGreaterThan(kills * 24_000)
        expect(got.equals(expected.subarray(0, got.length))).toBe(true)
      },
    )
  },
)
