import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { streamSettingsSchema } from '@contract/settings'
import { createChunkCutter, type AudioChunk } from '../../../src-main/engine/streaming/chunk-cutter'
import { createChunkPlanner } from '../../../src-main/engine/streaming/chunk-planner'
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

describe('createChunkPlanner', () => {
  test('shrinks when the player’s buffer falls and grows again after', () => {
    const stream = streamSettingsSchema.parse({})
    const planner = createChunkPlanner()
    const plan = [9, 9, 9, 9, 0.1, 0.1, 9].map((buffered) => planner.nextMilliseconds(stream, buffered))
    expect(plan).toEqual([80, 160, 320, 640, 320, 160, 320])
  })
})

function pieceLength(piece: NarrationPiece): number {
  if (piece.kind === 'silence') return piece.samples
  return piece.kind === 'audio' ? piece.samples.length : 0
}
