import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import { readMp3 } from '../../../src-renderer/narration/mp3-packets'
import { readMp4 } from '../../../src-renderer/narration/mp4-packets'
import { openRecording } from '../../../src-renderer/narration/open-recording'
import { resampled } from '../../../src-renderer/narration/resampled'
import { fetchedBytes } from '../../../src-renderer/narration/sound-bytes'
import { openWav } from '../../../src-renderer/narration/wav-recording'
import { wholeWav } from '../../../src-main/engine/audio/wav'
import { mp3FrameBytes, mp3Frames } from './mp3-frames'
import { memoryBytes, memoryRecording, sweep } from './memory-recording'

describe('fetchedBytes', () => {
  test('hands over any range as it lies', async () => {
    const source = Uint8Array.from({ length: 3 * 2 ** 20 }, (_, at) => (at * 31) % 251)
    const bytes = fetchedBytes((startByte, byteLength) =>
      Promise.resolve({ bytes: source.slice(startByte, startByte + byteLength), totalBytes: source.length }),
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(source.length), fc.nat(2 ** 21), async (start, length) => {
        const read = await bytes.read(start, length)
        expect(Buffer.compare(read, source.subarray(start, start + length))).toBe(0)
      }),
      { numRuns: 30, seed: 5 },
    )
  })
})

describe('readMp3', () => {
  test('finds frames behind a tag, and after damage', async () => {
    const frames = mp3Frames(10)
    const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\x0a'), Buffer.alloc(10)])
    const noise = Buffer.alloc(50)
    const table = await readMp3(
      memoryBytes(
        Buffer.concat([
          tag,
          frames.subarray(0, 4 * mp3FrameBytes),
          noise,
          frames.subarray(4 * mp3FrameBytes),
        ]),
      ),
    )
    expect(await table.count()).toBe(10)
    expect(await table.packet(4)).toEqual({
      startByte: 20 + 4 * mp3FrameBytes + 50,
      byteLength: mp3FrameBytes,
    })
    expect(await table.packet(10)).toBeNull()
  })

  /** Behind a first frame in which an encoder says how many more there are. */
  function told(frames: number, saidFrames = frames): Uint8Array {
    const file = mp3Frames(frames + 1)
    const tag = Buffer.from('Info\0\0\0\x03........')
    tag.writeUInt32BE(saidFrames, 8)
    tag.writeUInt32BE(file.length, 12)
    // Of one channel: 4 bytes of header, 17 of what comes beside the sound.
    file.set(tag, 21)
    return file
  }

  test('knows the length that an encoder tells without a look at the rest', async () => {
    const file = told(10_000)
    let read = 0
    const table = await readMp3({
      totalBytes: () => Promise.resolve(file.length),
      read(startByte, byteLength) {
        read += byteLength
        return Promise.resolve(file.slice(startByte, startByte + byteLength))
      },
    })
    expect(await table.count()).toBe(10_000)
    expect(read).toBeLessThan(100_000)
  })

  test('counts where the file is not what its encoder made', async () => {
    const count = async (file: Uint8Array) => (await readMp3(memoryBytes(file))).count()
    expect(await count(told(100).subarray(0, 51 * mp3FrameBytes))).toBe(50)
    expect(await count(Buffer.concat([told(10), mp3Frames(500)]))).toBe(510)
    expect(await count(told(10, 4_000_000_000))).toBe(10)
    expect(await count(Buffer.concat([told(10), Buffer.alloc(128)]))).toBe(10)
  })
})

describe('resampled', () => {
  test('is the same however it is read, and keeps the pitch', async () => {
    const source = Float32Array.from({ length: 44_100 }, (_, at) =>
      Math.sin((2 * Math.PI * 440 * at) / 44_100),
    )
    const recording = resampled(memoryRecording(source, 44_100), 24_000)
    const whole = await recording.read(0, 24_000)
    const part = await recording.read(5_000, 500)
    expect(part).toEqual(whole.slice(5_000, 5_500))
    for (let at = 2_000; at < 22_000; at += 37)
      expect(Math.abs(whole[at] - Math.sin((2 * Math.PI * 440 * at) / 24_000))).toBeLessThan(2e-3)
  })
})

describe('openRecording', () => {
  test.each([
    ['fLaC....', 'FLAC'],
    ['OggS....', 'Ogg'],
  ])('says what %s is', async (begin, kind) => {
    await expect(openRecording(memoryBytes(Buffer.from(begin)))).rejects.toMatchObject({
      code: 'narration/unplayable',
      details: { kind },
    })
  })

  test('whatever the bytes are, they are refused as a recording or opened', async () => {
    const starts = [
      wholeWav({ sampleRateHz: 24_000, format: 'int16', tags: {} }, sweep(20)).subarray(0, 88),
      Buffer.from('\0\0\0\x18ftypM4A '),
      Buffer.from(mp3Frames(2)),
    ]
    const bytes = fc
      .tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), fc.nat(60), fc.nat(255))
      .map(([start, rest, at, value]) => {
        const made = Buffer.concat([start, rest])
        made[at % made.length] = value
        return made
      })
    const tries = [openWav, readMp3, readMp4]
    await fc.assert(
      fc.asyncProperty(bytes, fc.constantFrom(...tries), async (made, open) => {
        try {
          const opened = await open(memoryBytes(made))
          if ('read' in opened) await opened.read(0, 100)
          else await opened.packet(3)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
      { numRuns: 400, seed: 11 },
    )
  })
})
