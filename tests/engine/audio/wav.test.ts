import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesPerSample, sampleFormats } from '@contract/sample-formats'
import {
  isWavHead,
  longestRiffBytes,
  wavHead,
  wavTail,
  wholeWav,
  type WavForm,
} from '../../../src-main/engine/audio/wav'
import { lastCueSample } from '../../../src-main/engine/audio/wav-cues'
import { wavParts, wavSteps } from '../../helpers/wav-parts'

const form: WavForm = { sampleRateHz: 24_000, format: 'int16', tags: {} }
const samples = Float32Array.from({ length: 101 }, (_, i) => 0.5 * Math.sin(i / 9))
const allTags = {
  ...{ title: 'Hören', artist: '紫式部', product: 'Book', track: '3', software: 'Lector', comment: 'By 🎙' },
  ...{ created: '2026-11-22', genre: 'Speech', language: 'de', copyright: '©' },
}

describe('wholeWav', () => {
  test.each([
    ['int16', { format: 1, frameBytes: 2, bitsPerSample: 16, bytesPerSecond: 48_000 }, []],
    ['int24', { format: 0xfffe, frameBytes: 3, bitsPerSample: 24, bytesPerSecond: 72_000 }, ['fact']],
    ['float32', { format: 3, frameBytes: 4, bitsPerSample: 32, bytesPerSecond: 96_000 }, ['fact']],
  ] as const)('%s is a file of its kind', (format, expected, more) => {
    const bytes = wholeWav({ ...form, format }, samples)
    const wav = wavParts(bytes)
    expect(wav).toMatchObject({ kind: 'RIFF', channels: 1, sampleRateHz: 24_000, ...expected })
    expect(wav.names).toEqual(['JUNK', 'fmt ', ...more, 'data'])
    expect(wav.riffBytes).toBe(bytes.length - 8)
    const scale = 2 ** (expected.bitsPerSample - 1)
    const steps = wavSteps(wav)
    expect(steps).toHaveLength(samples.length)
    steps.forEach((step, i) => {
      if (format === 'float32') expect(step).toBe(samples[i])
      else expect(Math.abs(step - samples[i] * scale)).toBeLessThan(1.5)
    })
    expect(wav.find('fact')?.readUInt32LE(0)).toBe(more.length > 0 ? samples.length : undefined)
  })

  test('24 bits say at length what they are, for the speaker in the middle', () => {
    const content = wavParts(wholeWav({ ...form, format: 'int24' }, samples)).find('fmt ')!
    expect([16, 18].map((at) => content.readUInt16LE(at))).toEqual([22, 24])
    expect(content.readUInt32LE(20)).toBe(4)
    expect(content.subarray(24).toString('hex')).toBe('0100000000001000800000aa00389b71')
  })

  test('no samples make a file too', () => {
    const wav = wavParts(wholeWav(form, new Float32Array(0)))
    expect(wav).toMatchObject({ kind: 'RIFF', data: Buffer.alloc(0), riffBytes: wav.fileBytes - 8 })
  })

  test('its tags are in UTF-8 before the samples, every chunk on an even byte', () => {
    const wav = wavParts(
      wholeWav({ ...form, format: 'int24', tags: allTags }, samples, [
        { sample: 0, label: 'Eins' },
        { sample: 100, label: 'Zwei 二' },
      ]),
    )
    expect(wav.names).toEqual(['JUNK', 'fmt ', 'fact', 'LIST INFO', 'data', 'cue ', 'LIST adtl'])
    expect(wav.tags).toEqual({
      ...{ INAM: 'Hören', IART: '紫式部', IPRD: 'Book', ITRK: '3', ISFT: 'Lector', ICMT: 'By 🎙' },
      ...{ ICRD: '2026-11-22', IGNR: 'Speech', ILNG: 'de', ICOP: '©' },
    })
    expect(wav.chunks.every(({ startByte }) => startByte % 2 === 0)).toBe(true)
    expect(wav.fileBytes % 2).toBe(0)
    expect(wav.cues).toEqual([
      { sample: 0, label: 'Eins' },
      { sample: 100, label: 'Zwei 二' },
    ])
  })

  test('whatever the tags and labels are, all of it can be found again', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 30 })
    fc.assert(
      fc.property(
        ...[texts, texts, fc.array(fc.tuple(fc.nat(2 ** 32 - 1), texts), { maxLength: 5 })],
        fc.constantFrom(...sampleFormats),
        (title, comment, places, format) => {
          const cues = places.map(([sample, label]) => ({ sample, label }))
          const wav = wavParts(wholeWav({ ...form, format, tags: { title, comment } }, samples, cues))
          const clean = (text: string) => text.replaceAll('\0', '')
          expect(wav.tags.INAM ?? '').toBe(clean(title))
          expect(wav.tags.ICMT ?? '').toBe(clean(comment))
          expect(wav.cues).toEqual(cues.map(({ sample, label }) => ({ sample, label: clean(label) })))
          expect(wav.riffBytes).toBe(wav.fileBytes - 8)
          expect(wav.data.length).toBe(samples.length * bytesPerSample[format])
        },
      ),
      { numRuns: 200, seed: 8 },
    )
  })

  test('a text of any length is cut between characters, for those who read few', () => {
    const title = wavParts(wholeWav({ ...form, tags: { title: 'é🎙'.repeat(5_000) } }, samples)).tags.INAM
    expect(title).toMatch(/^(é🎙)+é?$/u)
    expect(Buffer.byteLength(title)).toBeGreaterThan(1_990)
    expect(Buffer.byteLength(title)).toBeLessThanOrEqual(2_000)
  })
})

describe('wavTail', () => {
  test('cues that 32 bits do not reach are left out, and those before them stay', () => {
    const cues = [
      { sample: 5, label: 'a' },
      { sample: lastCueSample, label: 'b' },
      { sample: lastCueSample + 1, label: 'c' },
    ]
    expect(wavTail(form, 2 ** 33, cues)).toEqual(wavTail(form, 2 ** 33, cues.slice(0, 2)))
    expect(wavTail(form, 2 ** 33, cues.slice(2))).toHaveLength(0)
  })
})

describe('wavHead', () => {
  test.each(sampleFormats)('%s is RIFF to the last byte that it can say, and then RF64', (format) => {
    const head = (count: number, tailBytes = 0) =>
      wavHead({ ...form, format, tags: allTags }, { samples: count, tailBytes }, longestRiffBytes)
    const empty = head(0)
    const most = Math.floor((longestRiffBytes + 8 - empty.length) / bytesPerSample[format])
    const short = head(most)
    expect(short.toString('latin1', 0, 4)).toBe('RIFF')
    expect(short.readUInt32LE(4)).toBe(empty.length - 8 + most * bytesPerSample[format])
    expect(short.readUInt32LE(short.length - 4)).toBe(most * bytesPerSample[format])
    expect(short.subarray(12, 48)).toEqual(empty.subarray(12, 48))
    const long = head(most + 1, 10)
    expect(long).toHaveLength(empty.length)
    expect(long.toString('latin1', 0, 4)).toBe('RF64')
    expect([4, long.length - 4].map((at) => long.readUInt32LE(at))).toEqual([0xffff_ffff, 0xffff_ffff])
    expect(long.toString('latin1', 12, 16)).toBe('ds64')
    expect(long.readUInt32LE(16)).toBe(28)
    const dataBytes = (most + 1) * bytesPerSample[format]
    expect([20, 28, 36].map((at) => Number(long.readBigUInt64LE(at)))).toEqual([
      ...[long.length - 8 + dataBytes + 10, dataBytes, most + 1],
    ])
    expect(long.readUInt32LE(44)).toBe(0)
    const [tail] = [head(most, 1_000)]
    expect(tail.toString('latin1', 0, 4)).toBe('RF64')
  })
})

describe('isWavHead', () => {
  test.each(sampleFormats)('knows the head of a %s file at any length, and of no other file', (format) => {
    const mine: WavForm = { ...form, format, tags: { title: 'One' } }
    const head = (of: WavForm, count: number) =>
      wavHead(of, { samples: count, tailBytes: 0 }, longestRiffBytes)
    for (const count of [0, 1, 255, 77_777, 2 ** 31, 2 ** 40 + 3])
      expect(isWavHead(head(mine, count), mine), String(count)).toBe(true)
    const others: WavForm[] = [
      { ...mine, tags: { title: 'Two' } },
      { ...mine, tags: { title: 'One', comment: 'more' } },
      { ...mine, sampleRateHz: 22_050 },
      ...sampleFormats.filter((other) => other !== format).map((other) => ({ ...mine, format: other })),
    ]
    for (const other of others) expect(isWavHead(head(other, 5), mine)).toBe(false)
    expect(isWavHead(head(mine, 5).subarray(0, -1), mine)).toBe(false)
    expect(isWavHead(Buffer.alloc(head(mine, 5).length), mine)).toBe(false)
  })
})
