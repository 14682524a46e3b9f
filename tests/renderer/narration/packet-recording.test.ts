import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readMp3 } from '../../../src-renderer/narration/mp3-packets'
import { openPackets } from '../../../src-renderer/narration/packet-recording'
import type { SoundBytes } from '../../../src-renderer/narration/recording'
import { mp3FrameBytes, mp3Frames } from './mp3-frames'

const frameSamples = 1_152
/** Which frame it is stands behind its header. */
const numberAt = 4

/** Makes of each frame samples that are its number. */
class NumberDecoder {
  static isConfigSupported = () => Promise.resolve({ supported: true })
  state = 'configured'
  constructor(private readonly told: { output(data: unknown): void }) {}
  configure(): void {}
  decode({ data, timestamp }: { data: Uint8Array; timestamp: number }): void {
    const number = data[numberAt]
    this.told.output({
      timestamp,
      numberOfFrames: frameSamples,
      numberOfChannels: 1,
      sampleRate: 44_100,
      copyTo: (samples: Float32Array) => samples.fill(number / 256),
      close: () => undefined,
    })
  }
  flush = () => Promise.resolve()
  close(): void {
    this.state = 'closed'
  }
}

describe('openPackets', () => {
  beforeEach(() => {
    vi.stubGlobal('AudioDecoder', NumberDecoder)
    vi.stubGlobal(
      'EncodedAudioChunk',
      class {
        constructor(chunk: object) {
          Object.assign(this, chunk)
        }
      },
    )
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  test('one that is measured while another stream reads it is the same behind that', async () => {
    const frames = 200
    // As an encoder keeps its bit rate at 44.1 kHz: some frames are longer by a byte.
    const made = Array.from({ length: frames }, (_, number) => {
      const isLong = number % 3 === 0
      const frame = new Uint8Array(mp3FrameBytes + (isLong ? 1 : 0))
      frame.set(mp3Frames(1))
      if (isLong) frame[2] |= 2
      frame[numberAt] = number
      return frame
    })
    const file = Buffer.concat(made)
    const bytes: SoundBytes = {
      totalBytes: () => Promise.resolve(file.length),
      async read(startByte, byteLength) {
        await new Promise((resolve) => setTimeout(resolve, 0))
        return new Uint8Array(file.subarray(startByte, startByte + byteLength))
      },
    }
    const recording = await openPackets(bytes, await readMp3(bytes))
    const reading = recording.read(50 * frameSamples, frameSamples)
    const length = recording.totalSamples()
    expect((await reading).every((sample) => sample === 50 / 256)).toBe(true)
    expect(await length).toBe(frames * frameSamples)
    const late = await recording.read(150 * frameSamples, frameSamples)
    expect(late.every((sample) => sample === 150 / 256)).toBe(true)
  })
})
