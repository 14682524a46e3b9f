import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wholeWav } from '../../src-main/engine/audio/wav'
import { narratedBook, narratedChapter, parsOfWords } from '../fixtures/epub/narrated-book'
import { createRandom } from '../helpers/random'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0
const aac = ['-c:a', 'aac', '-b:a', '96k']
const mp3 = ['-c:a', 'libmp3lame']
/** What it is, its rate and channels, and what is asked of the encoder and the file. */
type Kind = readonly [name: string, rateHz: number, channels: number, options: readonly string[]]

const kinds: readonly Kind[] = [
  ['AAC at 44.1 kHz, mono.m4a', 44_100, 1, aac],
  ['AAC at 48 kHz, stereo, begun by its table.m4a', 48_000, 2, [...aac, '-movflags', '+faststart']],
  ['AAC at 24 kHz, mono.m4a', 24_000, 1, aac],
  [
    'AAC in fragments.m4a',
    44_100,
    1,
    [...aac, '-movflags', '+frag_keyframe+delay_moov', '-frag_duration', '500000'],
  ],
  ['MP3 of one bit rate.mp3', 44_100, 1, [...mp3, '-b:a', '64k']],
  ['MP3 of many bit rates.mp3', 48_000, 2, [...mp3, '-q:a', '5']],
  ['MP3 at 24 kHz.mp3', 24_000, 1, [...mp3, '-b:a', '48k']],
]
/** Nothing in them says what their encoder put before the sound. */
const untold: readonly Kind[] = [
  ['MP3 without a tag.mp3', 44_100, 1, [...mp3, '-b:a', '64k', '-write_xing', '0']],
  ['AAC in fragments of an empty film.m4a', 44_100, 2, [...aac, '-movflags', '+frag_keyframe+empty_moov']],
]
const seconds = 6

interface Lag {
  readonly samples: number
  readonly likeness: number
}

/** A sound that is like itself nowhere else: noise of a voice's band, louder and softer. */
function soundOf(rateHz: number): Float32Array {
  const random = createRandom(7)
  let low = 0
  return Float32Array.from({ length: seconds * rateHz }, (_, at) => {
    low += (2 * random() - 1 - low) * Math.min(1, (2 * Math.PI * 2_000) / rateHz)
    return 0.8 * low * (0.6 + 0.4 * Math.sin((2 * Math.PI * 3 * at) / rateHz))
  })
}

describe.skipIf(!hasElectron || !hasFfmpeg)('compressed recordings (need Electron and ffmpeg)', () => {
  let lector: LectorWindow
  let home = ''
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'lector-sound-'))
    lector = await openLector({ probe: { recordAudio: true } })
  })
  afterAll(async () => {
    await lector.close()
    await rm(home, { recursive: true, force: true })
  })

  /** Opens a book with such a recording and plays it. @returns what was recorded, and what goes to the ear of it */
  async function play(
    [name, rateHz, channels, options]: Kind,
    number: number,
  ): Promise<{ source: Float32Array; heard: Float32Array }> {
    const source = soundOf(rateHz)
    const wav = join(home, 'source.wav')
    const encoded = join(home, `${number}-${name.replace(/[^a-z0-9.]+/gi, '-')}`)
    await writeFile(wav, wholeWav({ sampleRateHz: rateHz, format: 'int16', tags: {} }, source))
    const made = spawnSync('ffmpeg', [
      '-v',
      'error',
      '-y',
      '-i',
      wav,
      '-ac',
      String(channels),
      ...options,
      encoded,
    ])
    expect(made.status, made.stderr.toString()).toBe(0)
    const text = `Sound number ${number} is heard here and now. It has words without any sense at all.`
    const words = parsOfWords(text)
    const scale = seconds / words[words.length - 1].endSeconds
    const pars = words.map((par) => ({
      ...par,
      startSeconds: par.startSeconds * scale,
      endSeconds: par.endSeconds * scale,
    }))
    const audio = { name: `sound${encoded.slice(encoded.lastIndexOf('.'))}`, data: await readFile(encoded) }
    const book = join(home, `${number}.epub`)
    await writeFile(book, narratedBook(narratedChapter({ name: 'one', pars, audio })))
    await lector.page.evaluate(() => window.lectorProbe.audio.clear())
    await lector.drop(book)
    await lector.page.getByText(`Sound number ${number} is heard`).first().waitFor()
    await lector.button('Play').click()
    const length = () =>
      lector.page.evaluate(() => Math.max(0, ...[...window.lectorProbe.audio.values()].map((s) => s.length)))
    await expect.poll(length, { timeout: 60_000 }).toBeGreaterThan(3.5 * rateHz)
    const heard = await lector.page.evaluate(() => {
      const [samples] = [...window.lectorProbe.audio.values()].sort((a, b) => b.length - a.length)
      return samples.map((sample) => Math.round(sample * 10_000))
    })
    await lector.page.keyboard.press('Escape')
    return { source, heard: Float32Array.from(heard, (sample) => sample / 10_000) }
  }

  test.each(kinds.map((kind, number) => [kind[0], kind, number] as const))(
    '%s: every sample is heard where the WAV had it, from the first one on',
    async (name, kind, number) => {
      const [, rateHz] = kind
      const { source, heard } = await play(kind, number)
      const lags = [0, 1.5, 3].map((from) => lagOf(source, heard, from * rateHz, rateHz))
      console.log(`${name}: late by ${lags.map(({ samples }) => samples).join(', ')} samples`)
      for (const { samples, likeness } of lags) {
        expect(likeness).toBeGreaterThan(0.7)
        expect(Math.abs(samples) / rateHz).toBeLessThan(0.01)
      }
    },
  )

  test.each(untold.map((kind, number) => [kind[0], kind, kinds.length + number] as const))(
    '%s: is heard as it is, not two packets late',
    async (name, kind, number) => {
      const [, rateHz] = kind
      const { source, heard } = await play(kind, number)
      const { samples, likeness } = lagOf(source, heard, 1.5 * rateHz, rateHz)
      console.log(`${name}: late by ${samples} samples`)
      expect(likeness).toBeGreaterThan(0.7)
      expect(Math.abs(samples)).toBeLessThan(2 * 1_024)
    },
  )
})

/**
 * By how many samples a quarter of a second is heard later than it was recorded, and how much alike both are there. Noise
 * is like itself only within a few samples of its place: every third lag, by a quarter of the samples, finds that.
 */
function lagOf(source: Float32Array, heard: Float32Array, from: number, rateHz: number): Lag {
  const most = Math.round(rateHz / 10)
  const likenessBy = (samples: number, step: number) =>
    likenessOf(source, heard, { from, to: from + Math.round(rateHz / 4), samples, step })
  const best = (first: number, last: number, lagStep: number, step: number): number => {
    let found = { samples: first, likeness: -1 }
    for (let samples = first; samples <= last; samples += lagStep) {
      const likeness = likenessBy(samples, step)
      if (likeness > found.likeness) found = { samples, likeness }
    }
    return found.samples
  }
  const near = best(-most, most, 3, 8)
  const samples = best(near - 3, near + 3, 1, 2)
  return { samples, likeness: likenessBy(samples, 2) }
}

function likenessOf(
  source: Float32Array,
  heard: Float32Array,
  { from, to, samples, step }: { from: number; to: number; samples: number; step: number },
): number {
  let product = 0
  let ofSource = 1e-9
  let ofHeard = 1e-9
  for (let at = from; at < to; at += step) {
    const one = source[at] ?? 0
    const other = heard[at + samples] ?? 0
    product += one * other
    ofSource += one * one
    ofHeard += other * other
  }
  return product / Math.sqrt(ofSource * ofHeard)
}
