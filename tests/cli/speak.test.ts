import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  canSpeak,
  makeDesk,
  onlyObject,
  readWav,
  runCommandLine,
  speakingNeeds,
} from '../helpers/command-line'

const milliseconds = z.number().nonnegative()
const reportSchema = z.strictObject({
  voice: z.literal('heart'),
  sampleRateHz: z.number(),
  device: z.literal('CPU'),
  path: z.string().nullable(),
  coldFirstAudioMs: milliseconds,
  firstAudioMs: milliseconds,
  frontEndMs: milliseconds,
  acousticMs: milliseconds,
  vocoderMs: milliseconds,
  audioSeconds: z.number().positive(),
  wallSeconds: z.number().positive(),
  realTimeFactor: z.number().positive(),
  chunks: z.array(z.strictObject({ frames: z.number().positive(), ms: milliseconds })).min(1),
  skipped: z.array(z.strictObject({ symbol: z.string().length(1), count: z.int().positive() })),
  unvoiced: z.tuple([]),
  sentences: z
    .array(
      z.strictObject({
        voice: z.literal('heart'),
        language: z.string().nullable(),
        startChar: z.number().int(),
        endChar: z.number().int(),
        startSeconds: milliseconds,
        endSeconds: milliseconds,
      }),
    )
    .min(1),
  words: z
    .array(
      z.strictObject({
        text: z.string().min(1),
        startChar: z.number().int(),
        endChar: z.number().int(),
        startSeconds: milliseconds,
        endSeconds: milliseconds,
      }),
    )
    .min(1),
})

const sentence = 'The old lighthouse keeper climbed the winding stairs before the winter storm.'

describe.skipIf(!canSpeak)(`speak ${speakingNeeds}`, () => {
  let desk: Awaited<ReturnType<typeof makeDesk>>
  beforeAll(async () => {
    desk = await makeDesk()
  })
  afterAll(() => desk.remove())

  const speak = async (text: string, ...options: string[]) =>
    reportSchema.parse(
      onlyObject(await runCommandLine(['speak', text, '--json', ...options], { directory: desk.path })),
    )
  /** @returns the report, and the samples as bytes */
  const take = async (...options: string[]) => {
    const report = await speak(sentence, '--out', 'take.wav', ...options)
    return { report, data: (await readWav(join(desk.path, 'take.wav'))).data }
  }
  const spoken = async (...options: string[]): Promise<Buffer> => (await take(...options)).data
  /** What the others are compared with, said once. */
  let plainTake: ReturnType<typeof take> | undefined
  const plain = () => (plainTake ??= take())

  test('reports everything, and the file on disk is what it says', async () => {
    const report = await speak(sentence, '--out', 'sentence.wav')
    const path = join(desk.path, 'sentence.wav')
    expect(report.path).toBe(path)
    const wav = await readWav(path)
    expect(wav).toMatchObject({
      kind: 'RIFF',
      names: ['JUNK', 'fmt ', 'LIST INFO', 'data'],
      format: 1,
      channels: 1,
      sampleRateHz: 24_000,
      bitsPerSample: 16,
      riffBytes: wav.fileBytes - 8,
      tags: { ISFT: 'Lector', ICMT: 'Synthetic speech by the voice Heart' },
    })
    expect(report.audioSeconds).toBeCloseTo(wav.data.length / 2 / 24_000, 3)
    expect(report.realTimeFactor).toBeCloseTo(report.wallSeconds / report.audioSeconds, 3)
    expect(report.frontEndMs + report.acousticMs + report.vocoderMs).toBeLessThanOrEqual(
      report.firstAudioMs + 0.01,
    )
    expect(report.firstAudioMs).toBeLessThanOrEqual(report.wallSeconds * 1_000 + 0.01)
    expect(report.coldFirstAudioMs).toBeGreaterThan(report.firstAudioMs)
    expect(report.words.map(({ text }) => text)).toEqual(sentence.replace('.', '').split(' '))
    expect((await readdir(desk.path)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('at another rate the file, the report and the words keep time; gain and loudness are heard', async () => {
    const { report: own, data } = await plain()
    expect(own.sampleRateHz).toBe(24_000)
    const other = await speak(sentence, '--out', 'other.wav', '--rate', '44100')
    expect(other.sampleRateHz).toBe(44_100)
    expect(await readWav(join(desk.path, 'other.wav'))).toMatchObject({ sampleRateHz: 44_100 })
    expect(other.audioSeconds).toBeCloseTo(own.audioSeconds, 2)
    other.words.forEach((word, i) => expect(word.startSeconds).toBeCloseTo(own.words[i].startSeconds, 3))
    const power = (take: Buffer) => {
      let sum = 0
      for (let at = 0; at < take.length; at += 2) sum += take.readInt16LE(at) ** 2
      return sum
    }
    expect(10 * Math.log10(power(await spoken('--gain', '-6')) / power(data))).toBeCloseTo(-6, 1)
    // The voice is measured at -26.1 LUFS, and 4 dB more brings no peak of this sentence to the limiter.
    expect(10 * Math.log10(power(await spoken('--loudness', '-22.1')) / power(data))).toBeCloseTo(4, 1)
  })

  test('every word is the very slice of the text it was read from, and their times rise', async () => {
    const text =
      '\ufeffDr. Smith paid $19.50\r\nfor 29.83\u00a0litres   🎉 at 7:30,\nand it’s fi\u00adne.\r\n\r\nA  second\tparagraph says “hello” at 5% off.'
    const { words, audioSeconds } = await speak(text)
    for (const word of words) expect(text.slice(word.startChar, word.endChar)).toBe(word.text)
    expect(words.map((word) => word.text)).toEqual([
      ...['Dr.', 'Smith', 'paid', '$19.50', 'for', '29.83', 'litres', '🎉', 'at', '7:30', 'and', 'it’s'],
      ...['fi\u00adne', 'A', 'second', 'paragraph', 'says', 'hello', 'at', '5%', 'off'],
    ])
    words.forEach((word, i) => {
      expect(word.endSeconds).toBeGreaterThan(word.startSeconds)
      if (i > 0) expect(word.startSeconds).toBeGreaterThanOrEqual(words[i - 1].endSeconds)
      if (i > 0) expect(word.startChar).toBeGreaterThanOrEqual(words[i - 1].endChar)
    })
    expect(words.at(-1)?.endSeconds).toBeLessThanOrEqual(audioSeconds + 0.001)
  })

  test('people get a table and the path instead of the object', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['speak', 'Hello.', '-o', 'hello.wav'], {
      directory: desk.path,
    })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout.split('\n')[0]).toBe(join(desk.path, 'hello.wav'))
    expect(stdout).toMatch(/first audio +\d+\.\d ms\n/)
  })

  test('the chunk length changes the chunks and not one byte of the audio', async () => {
    const adaptive = (await plain()).data
    const takes = new Map<string, Awaited<ReturnType<typeof speak>>>()
    for (const chunk of ['20', '200', '2000']) {
      const { report, data } = await take('--chunk-ms', chunk)
      expect(adaptive.equals(data), `${chunk} ms`).toBe(true)
      takes.set(chunk, report)
    }
    const [short, long] = [takes.get('20')!, takes.get('2000')!]
    expect(short.chunks.length).toBeGreaterThan(50 * long.chunks.length)
    const frames = (report: typeof short) => report.chunks.reduce((sum, chunk) => sum + chunk.frames, 0)
    expect(frames(short)).toBeCloseTo(frames(long), 0)
  })

  test('every other seam mode can be heard', async () => {
    const takes = [
      (await plain()).data,
      await spoken('--seam', 'overlap-add', '--overlap', '2'),
      await spoken('--seam', 'overlap-add', '--overlap', '5'),
      await spoken('--seam', 'cross-fade', '--crossfade-ms', '5'),
      await spoken('--seam', 'cross-fade', '--crossfade-ms', '40'),
      await spoken('--seam', 'none', '--chunk-ms', '100'),
      await spoken('--seam', 'none', '--chunk-ms', '300'),
    ]
    takes.forEach((take, i) =>
      takes
        .slice(0, i)
        .forEach((other, j) => expect(take.equals(other), `take ${i} is take ${j}`).toBe(false)),
    )
    // Joins are made differently; the speech has the same length, but for where its end is found.
    for (const take of takes) expect(take.length / takes[0].length).toBeCloseTo(1, 1)
  })

  let twice: ReturnType<typeof speak> | undefined
  test.each([0.5, 2, 3])('speed %f scales the length', async (speed) => {
    const text = `${sentence} ${sentence}`
    const { audioSeconds } = await (twice ??= speak(text))
    const scaled = await speak(text, '--speed', String(speed))
    expect((scaled.audioSeconds * speed) / audioSeconds).toBeGreaterThan(0.85)
    expect((scaled.audioSeconds * speed) / audioSeconds).toBeLessThan(1.15)
  })

  test('one seed always gives the same bytes, another seed others', async () => {
    const first = await spoken('--seed', '7')
    expect(first.equals(await spoken('--seed', '7'))).toBe(true)
    expect(first.equals(await spoken('--seed', '8'))).toBe(false)
  })

  test('words without quotes are one text', async () => {
    const report = onlyObject(
      await runCommandLine(['speak', 'good', 'morning', '--json'], { directory: desk.path }),
    )
    expect(reportSchema.parse(report).words.map(({ text }) => text)).toEqual(['good', 'morning'])
  })
})
