import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { streamSettingsSchema } from '@contract/settings'
import { createChunkCutter, type AudioChunk } from '../../../src-main/engine/streaming/chunk-cutter'
import type { NarrationPiece } from '../../../src-main/engine/streaming/narration'

const sampleRateHz = 1_000

/** Pushes of the given lengths, two sentences with a pause between, samples numbered from 0. */
function pieces(first: readonly number[], second: readonly number[], pause: number): NarrationPiece[] {
  const result: NarrationPiece[] = []
  let clock = 0
  const push = (sentence: number, length: number): void => {
    const samples = Float32Array.from({ length }, (_, i) => clock + i)
    result.push({
      kind: 'audio',
      sentence,
      startSample: clock,
      samples,
      frames: length / 10,
      nextFrames: 0,
      frameSamples: 10,
      startedAtMilliseconds: 0,
      milliseconds: 1,
    })
    clock += length
  }
  first.forEach((length) => push(0, length))
  result.push({ kind: 'silence', startSample: clock, samples: pause })
  clock += pause
  second.forEach((length) => push(1, length))
  return result
}

function cut(input: readonly NarrationPiece[], settings: object): AudioChunk[] {
  const stream = streamSettingsSchema.parse(settings)
  const cutter = createChunkCutter({ sampleRateHz, stream: () => stream })
  return [...input.flatMap((piece) => cutter.add(piece, Infinity)), ...cutter.flush()]
}

const lengths = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 })

describe('createChunkCutter', () => {
  test('loses and changes no sample, for any pushes and any chunk size', () => {
    fc.assert(
      fc.property(
        lengths,
        lengths,
        fc.integer({ min: 0, max: 300 }),
        fc.option(fc.integer({ min: 20, max: 2_000 }), { nil: undefined }),
        (first, second, pause, chunkMilliseconds) => {
          const input = pieces(first, second, pause)
          const chunks = cut(
            input,
            chunkMilliseconds === undefined ? {} : { chunkPolicy: 'fixed', chunkMilliseconds },
          )
          let clock = 0
          for (const chunk of chunks) {
            expect(chunk.startSample).toBe(clock)
            if (chunk.frames > 0)
              expect([...chunk.samples]).toEqual(Array.from(chunk.samples, (_, i) => clock + i))
            clock += chunk.samples.length
          }
          expect(clock).toBe(input.reduce((sum, p) => sum + pieceLength(p), 0))
          const frames = chunks.reduce((sum, chunk) => sum + chunk.frames, 0)
          expect(frames).toBeCloseTo([...first, ...second].reduce((a, b) => a + b, 0) / 10, 6)
        },
      ),
      { seed: 3 },
    )
  })

  test('fixed chunks have the length asked for, except at a sentence’s end', () => {
    const chunks = cut(pieces([500, 300], [250], 50), { chunkPolicy: 'fixed', chunkMilliseconds: 200 })
    expect(chunks.map(({ samples }) => samples.length)).toEqual([200, 200, 200, 200, 50, 200, 50])
    expect(chunks.map(({ sentence }) => sentence)).toEqual([0, 0, 0, 0, 0, 1, 1])
  })

  test('adaptive chunks double', () => {
    const chunks = cut(pieces([3_000], [10], 5), {})
    expect(chunks.slice(0, 5).map(({ samples }) => samples.length)).toEqual([80, 160, 320, 640, 960])
  })

  test('in modes with their own joins a push is a chunk', () => {
    const chunks = cut(pieces([500, 300], [250], 50), { seam: 'none', chunkMilliseconds: 20 })
    expect(chunks.map(({ samples }) => samples.length)).toEqual([500, 300, 50, 250])
  })
})

describe('an adaptive start', () => {
  const stream = streamSettingsSchema.parse({})
  /** A push of 0.2 s that took `milliseconds`, with another one of the same length after it. */
  const push = (startSample: number, milliseconds: number): NarrationPiece => ({
    kind: 'audio',
    sentence: 0,
    startSample,
    samples: new Float32Array(200),
    frames: 20,
    nextFrames: 20,
    frameSamples: 10,
    startedAtMilliseconds: 0,
    milliseconds,
  })
  const lengths = (chunks: readonly AudioChunk[]): number[] => chunks.map(({ samples }) => samples.length)

  test('is with the first push where the next one is there in time, and keeps nothing of it back', () => {
    const cutter = createChunkCutter({ sampleRateHz, stream: () => stream })
    expect(lengths(cutter.add(push(0, 4), 0))).toEqual([80, 120])
    expect(lengths(cutter.add(push(200, 4), 0.19))).toEqual([200])
  })

  test('waits where it would run dry, for as much as makes up for the speed', () => {
    const cutter = createChunkCutter({ sampleRateHz, stream: () => stream })
    const taken = Array.from({ length: 12 }, (_, i) => cutter.add(push(i * 200, 100), 0).length > 0)
    // Real-time factor 0.5: a reserve of 4.5 s x 0.25.
    expect(taken.indexOf(true)).toBe(5)
  })

  test('does not wait for a player that plays already, nor in a fixed plan', () => {
    const cutter = createChunkCutter({ sampleRateHz, stream: () => stream })
    expect(cutter.add(push(0, 190), 0.1)).not.toEqual([])
    const fixed = streamSettingsSchema.parse({ chunkPolicy: 'fixed', chunkMilliseconds: 100 })
    expect(lengths(createChunkCutter({ sampleRateHz, stream: () => fixed }).add(push(0, 190), 0))).toEqual([
      100, 100,
    ])
  })

  test('what was held back comes at the end at the latest', () => {
    const cutter = createChunkCutter({ sampleRateHz, stream: () => stream })
    expect(cutter.add(push(0, 190), 0)).toEqual([])
    expect(cutter.flush().reduce((sum, { samples }) => sum + samples.length, 0)).toBe(200)
    expect(cutter.flush()).toEqual([])
  })
})

function pieceLength(piece: NarrationPiece): number {
  if (piece.kind === 'silence') return piece.samples
  return piece.kind === 'audio' ? piece.samples.length : 0
}
