import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesPerSample, sampleFormats, type SampleFormat } from '@contract/sample-formats'
import { longestRiffBytes, wavHead, wholeWav, type WavForm } from '../../../src-main/engine/audio/wav'
import { openRecording } from '../../../src-renderer/narration/open-recording'
import type { SoundBytes } from '../../../src-renderer/narration/recording'
import { fetchedBytes } from '../../../src-renderer/narration/sound-bytes'
import { openWav } from '../../../src-renderer/narration/wav-recording'
import { memoryBytes, sweep } from './memory-recording'

const formOf = (format: SampleFormat): WavForm => ({
  sampleRateHz: 24_000,
  format,
  tags: { title: 'One', comment: 'Two' },
})
const cues = [{ sample: 10, label: 'here' }]
/** How far a sample may be from what was written. */
const most = { int16: 1.5 / 2 ** 15, int24: 1.5 / 2 ** 23, float32: 0 }

/** A file of which only the first bytes are there, the rest is silence. */
function longFile(head: Uint8Array, dataBytes: number) {
  const total = head.length + dataBytes
  let fetched = 0
  const bytes = fetchedBytes((startByte, byteLength) => {
    fetched += byteLength
    const range = new Uint8Array(Math.max(0, Math.min(byteLength, total - startByte)))
    if (startByte === 0) range.set(head)
    // Something to know a far place by: the bytes of its position.
    for (let at = 0; at + 4 <= range.length && startByte > 0; at += 4)
      new DataView(range.buffer).setUint32(at, Math.floor((startByte + at) / 4), true)
    return Promise.resolve({ bytes: range, totalBytes: total })
  })
  return { bytes, fetched: () => fetched }
}

function chunk(name: string, content: Uint8Array, length = content.length): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}

describe('openWav', () => {
  test.each(sampleFormats)('reads any stretch of %s to the sample', async (format) => {
    const samples = sweep(5_001)
    const recording = await openRecording(memoryBytes(wholeWav(formOf(format), samples, cues)))
    expect(recording.sampleRateHz).toBe(24_000)
    const heard = await recording.read(1_234, 100)
    expect(heard.length).toBe(100)
    heard.forEach((sample, i) =>
      expect(Math.abs(sample - samples[1_234 + i])).toBeLessThanOrEqual(most[format]),
    )
    expect((await recording.read(4_991, 100)).length).toBe(10)
    expect((await recording.read(6_000, 100)).length).toBe(0)
    expect(await recording.totalSamples()).toBe(5_001)
  })

  test.each(sampleFormats)('reads %s as RF64, by the lengths that ds64 tells', async (format) => {
    const samples = sweep(5_001)
    const extent = { samples: samples.length, tailBytes: 0 }
    const whole = wholeWav(formOf(format), samples)
    const head = wavHead(formOf(format), extent, 0)
    expect(head.toString('latin1', 0, 4)).toBe('RF64')
    const bytes = Buffer.concat([head, whole.subarray(head.length), chunk('cue ', Buffer.alloc(28))])
    const recording = await openRecording(memoryBytes(bytes))
    // What stands behind the samples is not heard.
    expect(await recording.totalSamples()).toBe(5_001)
    const heard = await recording.read(0, 5_001)
    heard.forEach((sample, i) => expect(Math.abs(sample - samples[i])).toBeLessThanOrEqual(most[format]))
  })

  test.each(sampleFormats)(
    'reads the end of 9 GiB of %s, and no more than it is asked for',
    async (format) => {
      const samples = Math.floor((9 * 2 ** 30) / bytesPerSample[format])
      const head = wavHead(formOf(format), { samples, tailBytes: 0 }, longestRiffBytes)
      const { bytes, fetched } = longFile(head, samples * bytesPerSample[format])
      const recording = await openRecording(bytes)
      expect(await recording.totalSamples()).toBe(samples)
      const heard = await recording.read(samples - 1_000, 2_000)
      expect(heard.length).toBe(1_000)
      const at = head.length + (samples - 1_000) * bytesPerSample[format]
      const raw = Buffer.from(await bytes.read(at, 4))
      const expected = {
        int16: () => raw.readInt16LE(0) / 2 ** 15,
        int24: () => raw.readIntLE(0, 3) / 2 ** 23,
        float32: () => Math.max(-1, Math.min(1, raw.readFloatLE(0))),
      }
      expect(heard[0]).toBe(Math.fround(expected[format]()))
      expect(fetched()).toBeLessThan(4 * 2 ** 20)
    },
  )

  test('chunks of any kind and length may stand before the samples', async () => {
    const samples = sweep(50)
    const names = fc.constantFrom('JUNK', 'bext', 'LIST', 'iXML', 'cue ', 'PAD ', 'fact')
    const chunks = fc.array(fc.tuple(names, fc.uint8Array({ maxLength: 300 })), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(chunks, chunks, fc.constantFrom(...sampleFormats), async (before, between, format) => {
        const whole = wholeWav({ ...formOf(format), tags: {} }, samples)
        const [begin, rest] = [whole.subarray(0, 12), whole.subarray(48)]
        const dataByte = rest.indexOf('data')
        const all = (some: typeof before) => some.map(([name, content]) => chunk(name, content))
        const bytes = Buffer.concat([
          ...[begin, ...all(before), rest.subarray(0, dataByte), ...all(between), rest.subarray(dataByte)],
        ])
        const recording = await openRecording(memoryBytes(bytes))
        expect(await recording.totalSamples()).toBe(50)
        const heard = await recording.read(0, 50)
        heard.forEach((sample, i) => expect(Math.abs(sample - samples[i])).toBeLessThanOrEqual(most[format]))
      }),
      { numRuns: 100, seed: 6 },
    )
  })

  test('a chunk beyond 4 GiB before the samples has its length in the table of ds64', async () => {
    const skipped = 5 * 2 ** 30
    const ds64 = Buffer.alloc(28 + 12)
    ds64.writeBigUInt64LE(200n, 8)
    ds64.writeUInt32LE(1, 24)
    ds64.write('big ', 28, 'latin1')
    ds64.writeBigUInt64LE(BigInt(skipped), 32)
    const format = wholeWav({ ...formOf('int16'), tags: {} }, new Float32Array(0)).subarray(48, 72)
    const head = Buffer.concat([
      ...[Buffer.from('RF64\xff\xff\xff\xffWAVE', 'latin1'), chunk('ds64', ds64), format],
      chunk('big ', Buffer.alloc(0), 0xffff_ffff),
    ])
    const data = chunk(
      'data',
      Buffer.from(Int16Array.from({ length: 100 }, (_, i) => i * 100).buffer),
      0xffff_ffff,
    )
    const bytes: SoundBytes = {
      totalBytes: () => Promise.resolve(head.length + skipped + data.length),
      read: (startByte, byteLength) =>
        Promise.resolve(
          startByte < head.length
            ? head.subarray(startByte, startByte + byteLength)
            : data.subarray(
                startByte - head.length - skipped,
                startByte - head.length - skipped + byteLength,
              ),
        ),
    }
    const recording = await openWav(bytes)
    expect(await recording.totalSamples()).toBe(100)
    expect((await recording.read(99, 1))[0]).toBe(Math.fround(9_900 / 2 ** 15))
  })

  test('one that was cut off is heard to where it ends', async () => {
    for (const limitBytes of [0, longestRiffBytes]) {
      const head = wavHead(formOf('int24'), { samples: 1_000, tailBytes: 0 }, limitBytes)
      const whole = wholeWav(formOf('int24'), sweep(1_000))
      const bytes = Buffer.concat([head, whole.subarray(head.length, head.length + 301)])
      expect(await (await openRecording(memoryBytes(bytes))).totalSamples()).toBe(100)
    }
  })

  test('RF64 whose lengths are cut off, and a chunk that never ends, are damage', async () => {
    const begin = Buffer.from('RF64\xff\xff\xff\xffWAVE', 'latin1')
    for (const rest of [chunk('ds64', Buffer.alloc(20)), chunk('junk', Buffer.alloc(10), 0xffff_ffff)])
      await expect(openRecording(memoryBytes(Buffer.concat([begin, rest])))).rejects.toMatchObject({
        code: 'narration/damaged',
      })
  })
})
