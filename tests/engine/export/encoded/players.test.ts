import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodedFormats, type EncodedFormat } from '@contract/recording-files'
import { createEncodedFile } from '../../../../src-main/engine/export/encoded/encoded-file'
import type { Chapter, EncodedForm } from '../../../../src-main/engine/export/encoded/encoded-form'
import { startEncoding } from '../../../../src-main/engine/export/encoded/encoding/encoding'
import { toIntegers } from '../../../../src-main/engine/export/encoded/encoders/integers'
import {
  canProbe,
  compare,
  coverIn,
  decode,
  decodeIntegers,
  probe,
  probeNeeds,
  speechLike,
} from './media-tools'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-players-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const tags = {
  title: 'Die Verwandlung — 変身',
  artist: 'Franz Kafka',
  album: 'Erzählungen',
  track: 3,
  trackCount: 12,
  date: '2026-11-22',
  genre: 'Audiobook',
  comment: 'Synthetic speech.\nRead by “Heart”.',
  language: 'de',
  copyright: 'Public domain',
}

async function record(
  format: EncodedFormat,
  samples: Float32Array,
  chapters: readonly Chapter[] = [],
  form: Partial<EncodedForm> = {},
): Promise<string> {
  const path = join(folder, `book.${format}`)
  const whole = { format, sampleRateHz: 24_000, tags: {}, cover: null, ...form }
  const file = await createEncodedFile(path, whole, startEncoding)
  await file.write(samples)
  await file.finish(chapters)
  return path
}

/** Tags by lower-case names: of the file, and of its sound, where Ogg has them. */
async function tagsOf(path: string): Promise<Record<string, string>> {
  const { format, streams } = await probe(path)
  const all = { ...streams.find((stream) => stream.codec_type === 'audio')?.tags, ...format.tags }
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name.toLowerCase(), value]))
}

async function titlesOf(path: string): Promise<(string | undefined)[]> {
  return (await probe(path)).chapters.map((chapter) => chapter.tags?.title)
}

/** A picture that decoders take: grey, and as long as asked for by a chunk that nobody reads. */
function png(bytes: number): Buffer {
  const chunk = (type: string, content: Buffer): Buffer => {
    const typed = Buffer.concat([Buffer.from(type), content])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(content.length)
    sum.writeUInt32BE(crc32(typed))
    return Buffer.concat([length, typed, sum])
  }
  const head = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0])
  const rows = deflateSync(Buffer.alloc(8 * 9, 0x7f).map((value, index) => (index % 9 === 0 ? 0 : value)))
  const filling = Buffer.alloc(Math.max(0, bytes - 200), 0x20)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ...[chunk('IHDR', head), chunk('fiLl', filling), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))],
  ])
}

let large: Buffer | null = null
const largeCover = (): Buffer => (large ??= png(20_000_000))

/** Of what is decoded over what was written: Opus is always decoded at 48 kHz. */
const decodedRate = (format: EncodedFormat, sampleRateHz: number): number =>
  format === 'opus' ? 48_000 : sampleRateHz

describe.skipIf(!canProbe).each(encodedFormats)(
  `what players find in a file (%s) ${probeNeeds}`,
  (format) => {
    test.each([24_000, 22_050, 16_000, 48_000])(
      'the sound that was written at %i Hz, where it was, as loud as it was, and no sample more or less',
      async (sampleRateHz) => {
        const written = speechLike(sampleRateHz, sampleRateHz * 7 + 123)
        const path = await record(format, written, [], { sampleRateHz })
        const { samples, complaints } = await decode(path)
        expect(complaints).toBe('')
        const ratio = decodedRate(format, sampleRateHz) / sampleRateHz
        const expected = Math.round(written.length * ratio)
        // What ends inside the last frame of AAC is told by the file three times, and cut off by some players only.
        const beyond = format === 'm4b' ? 1_024 : 1
        expect(samples.length - expected).toBeGreaterThanOrEqual(-1)
        expect(samples.length - expected).toBeLessThanOrEqual(beyond)
        const { correlation, level } = compare(written, samples, (at) => Math.round(at * ratio))
        expect(correlation).toBeGreaterThan(format === 'opus' ? 0.985 : 0.995)
        expect(Math.abs(20 * Math.log10(level))).toBeLessThan(0.3)
      },
    )

    test('how long it is', async () => {
      const path = await record(format, new Float32Array(24_000 * 5 + 1))
      const { streams, format: file } = await probe(path)
      // ffprobe counts what is not played, too, of MP3 and Opus: a frame or two.
      const beyond = format === 'mp3' || format === 'opus' ? 0.1 : 0.000_1
      for (const duration of [file.duration, streams[0].duration]) {
        expect(Number(duration)).toBeGreaterThanOrEqual(5.000_04)
        expect(Number(duration)).toBeLessThan(5.000_05 + beyond)
      }
    })

    test('its tags', async () => {
      const found = await tagsOf(await record(format, new Float32Array(9_000), [], { tags }))
      const { track, trackCount, language, ...texts } = tags
      expect(found).toMatchObject(texts)
      expect(found.track.split('/')[0]).toBe(String(track))
      expect(found.track.split('/')[1] ?? found.tracktotal).toBe(String(trackCount))
      expect(found.language).toBe(format === 'flac' || format === 'opus' ? language : 'deu')
    })

    test('its cover', async () => {
      const bytes = png(3_000)
      const path = await record(format, new Float32Array(9_000), [], {
        cover: { bytes, mediaType: 'image/png' },
      })
      const picture = (await probe(path)).streams.find((stream) => stream.codec_type === 'video')
      expect(picture).toMatchObject({ codec_name: 'png', width: 8, disposition: { attached_pic: 1 } })
      expect((await coverIn(path)).equals(bytes)).toBe(true)
    })

    test('its chapters, 300 of them, from where they begin to where the next one does', async () => {
      const chapters = Array.from({ length: 300 }, (_, index) => ({
        title: `${index + 1}. Kapitel — “Ünïcode” 第${index}章 🎧`,
        startSample: index * 1_000,
      }))
      const path = await record(format, speechLike(24_000, 300_500), [...chapters].reverse())
      const found = (await probe(path)).chapters
      expect(found.map((chapter) => chapter.tags?.title)).toEqual(chapters.map(({ title }) => title))
      found.forEach((chapter, index) => {
        expect(Math.abs(Number(chapter.start_time) - index / 24)).toBeLessThan(0.001)
        const end = index === 299 ? 300.5 / 24 : (index + 1) / 24
        expect(Math.abs(Number(chapter.end_time) - end)).toBeLessThan(format === 'opus' ? 0.02 : 0.001)
      })
      expect((await decode(path)).complaints).toBe('')
    })

    test('chapters of which the first does not begin with the sound, and some begin where others do', async () => {
      const startSamples = [24_000, 36_000, 36_000, 90_000]
      const chapters = startSamples.map((startSample) => ({ title: `at ${startSample}`, startSample }))
      const path = await record(format, speechLike(24_000, 60_000), chapters)
      const found = (await probe(path)).chapters
      expect(found.map((chapter) => chapter.tags?.title)).toEqual(chapters.map(({ title }) => title))
      expect(found.map((chapter) => Number(chapter.start_time))).toEqual([1, 1.5, 1.5, 2.5])
      expect(Math.abs(Number(found[3].end_time) - 2.5)).toBeLessThan(0.02)
    })

    test('all chapters where they need more room than is kept free, and the sound behind them', async () => {
      const chapters = Array.from({ length: 60 }, (_, index) => ({
        title: `${index} `.repeat(500).trim(),
        startSample: index * 1_000,
      }))
      const written = speechLike(24_000, 24_000 * 20)
      const path = await record(format, written, chapters)
      expect(await titlesOf(path)).toEqual(chapters.map(({ title }) => title))
      const { samples, complaints } = await decode(path)
      expect(complaints).toBe('')
      const ratio = decodedRate(format, 24_000) / 24_000
      expect(compare(written, samples, (at) => at * ratio).correlation).toBeGreaterThan(0.985)
    })

    test('text that would break a tag, in one line, and a title of ten thousand characters', async () => {
      const long = 'ä'.repeat(10_000)
      const chapters = [
        { title: 'one\r\ntwo\0three\u2028four\ud800', startSample: 0 },
        { title: '', startSample: 2_000 },
        { title: long, startSample: 3_000 },
      ]
      const path = await record(format, new Float32Array(9_000), chapters, {
        tags: { title: long, artist: 'a\nb\0c', comment: 'a\0b\r\nc' },
      })
      const found = await tagsOf(path)
      expect(found).toMatchObject({ title: long, artist: 'a b c', comment: 'a b\nc' })
      const [first, second, third] = await titlesOf(path)
      expect(first).toBe('one two three four\ufffd')
      // Without a title ffprobe shows a chapter of ID3 by its identifier.
      expect(second ?? '').toBe(format === 'mp3' ? 'ch1' : '')
      expect(long.startsWith(third ?? '-')).toBe(true)
      expect((await decode(path)).complaints).toBe('')
    })

    test('a cover of 20 MB, where the format has room for one', async () => {
      const bytes = largeCover()
      const written = speechLike(24_000, 48_000)
      const path = await record(format, written, [{ title: 'One', startSample: 0 }], {
        cover: { bytes, mediaType: 'image/png' },
      })
      if (format === 'flac') expect((await probe(path)).streams).toHaveLength(1)
      else expect((await coverIn(path)).equals(bytes)).toBe(true)
      expect(await titlesOf(path)).toEqual(['One'])
      expect(
        Math.abs((await decode(path)).samples.length - 48_000 * (format === 'opus' ? 2 : 1)),
      ).toBeLessThan(1_025)
    })

    test.each([0, 1])('a recording of %i samples', async (count) => {
      const path = await record(
        format,
        new Float32Array(count).fill(0.5),
        [{ title: 'One', startSample: 0 }],
        { tags },
      )
      expect((await tagsOf(path)).artist).toBe(tags.artist)
      // What ffmpeg complains of is that there is so little.
      const { samples } = await decode(path)
      const ratio = decodedRate(format, 24_000) / 24_000
      expect(samples.length).toBeGreaterThanOrEqual(count * ratio)
      // A frame that is told to be silence is left in by ffmpeg where it is not the last: seen only in files this short.
      const left = { m4b: 1_024, mp3: 576, flac: 0, opus: 0 }[format]
      expect(samples.length).toBeLessThanOrEqual(count * ratio + left)
    })
  },
)

describe.skipIf(!canProbe)(`what players find in FLAC ${probeNeeds}`, () => {
  test.each([16, 24] as const)(
    'every bit of %i that was written, and their digest',
    async (bitsPerSample) => {
      const written = speechLike(24_000, 100_000)
      written.set([1, -1, 1.5, -2, 0])
      const path = await record('flac', written, [], { bitsPerSample })
      const bytes = await decodeIntegers(path, bitsPerSample === 16 ? 's16le' : 's24le')
      const width = bitsPerSample / 8
      const integers = toIntegers(written, bitsPerSample)
      expect(bytes.length).toBe(integers.length * width)
      expect(integers.every((value, index) => bytes.readIntLE(index * width, width) === value)).toBe(true)
      const digest = createHash('md5').update(bytes).digest()
      // STREAMINFO ends with it.
      expect((await readFile(path)).subarray(26, 42).equals(digest)).toBe(true)
    },
  )

  test('the next rate that its frames can tell', async () => {
    const path = await record('flac', speechLike(99_999, 50_000), [], { sampleRateHz: 99_999 })
    expect((await probe(path)).streams).toMatchObject([{ sample_rate: '100000' }])
    const { samples, complaints } = await decode(path)
    expect(complaints).toBe('')
    expect(samples).toHaveLength(50_001)
  })
})

describe.skipIf(!canProbe)(`what players find in M4B ${probeNeeds}`, () => {
  test.each([
    ['Nero’s list', 'tref', 'One', 'Zwei'],
    ['QuickTime’s track', 'chpl', 'One', 'Zwei'],
  ])('its chapters by %s alone', async (_, other, ...titles) => {
    const chapters = titles.map((title, index) => ({ title, startSample: index * 20_000 }))
    const path = await record('m4b', speechLike(24_000, 60_000), chapters)
    const bytes = await readFile(path)
    expect(bytes.indexOf(other)).toBeGreaterThan(0)
    await writeFile(path, Buffer.from(bytes.toString('latin1').replace(other, 'free'), 'latin1'))
    const found = await probe(path)
    expect(found.chapters.map((chapter) => chapter.tags?.title)).toEqual(titles)
    expect(Number(found.chapters[1].start_time)).toBeCloseTo(20_000 / 24_000, 3)
  })
})
