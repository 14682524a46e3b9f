import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBlockFiller, type BlockFiller } from '../../src-main/engine-host/block-filler'

const rateHz = 800
/** 5 ms at this rate: steps of a quarter, which are exact. */
const ramp = 4
const ones = (length: number): Float32Array => new Float32Array(length).fill(1)
function fill(filler: BlockFiller, length: number): { block: Float32Array; filled: number } {
  const block = new Float32Array(length)
  return { filled: filler.fill(block), block }
}

describe('createBlockFiller', () => {
  test('gives the samples in order, cut anywhere, after a ramp at the start', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 30 }),
        (lengths, blockLength) => {
          const filler = createBlockFiller(rateHz)
          let value = 0
          for (const length of lengths) filler.push(Float32Array.from({ length }, () => ++value))
          filler.finish()
          const got: number[] = []
          for (let rounds = 0; rounds < value + 2; rounds++) {
            const { block, filled } = fill(filler, blockLength)
            got.push(...block.subarray(0, filled))
            expect(block.subarray(filled).every((sample) => sample === 0)).toBe(true)
          }
          expect(got).toHaveLength(value)
          got.forEach((sample, i) => expect(sample).toBeCloseTo((i + 1) * Math.min(1, (i + 1) / ramp), 3))
          expect(filler.underruns).toBe(0)
        },
      ),
      { seed: 1, numRuns: 100 },
    )
  })

  test('pausing ramps down and stands still; resuming ramps up at the very next sample', () => {
    const filler = createBlockFiller(rateHz)
    filler.push(ones(100))
    fill(filler, 20)
    filler.pause()
    const paused = fill(filler, 20)
    expect(paused.filled).toBe(ramp - 1)
    expect([...paused.block.subarray(0, 5)]).toEqual([0.75, 0.5, 0.25, 0, 0])
    expect(fill(filler, 20).filled).toBe(0)
    filler.resume()
    const resumed = fill(filler, 100)
    expect(resumed.filled).toBe(100 - 20 - (ramp - 1))
    expect([...resumed.block.subarray(0, 5)]).toEqual([0.25, 0.5, 0.75, 1, 1])
  })

  test('a gap is silent, has ramps at both ends and counts once however long it is', () => {
    const filler = createBlockFiller(rateHz)
    fill(filler, 10)
    expect(filler.underruns).toBe(0)
    filler.push(ones(15))
    fill(filler, 10)
    const { block, filled } = fill(filler, 10)
    expect(filled).toBe(5)
    expect([...block]).toEqual([1, 0.75, 0.5, 0.25, 0, 0, 0, 0, 0, 0])
    expect(filler.isStarving).toBe(true)
    for (let i = 0; i < 5; i++) expect(fill(filler, 10).filled).toBe(0)
    expect(filler.underruns).toBe(1)
    filler.push(ones(10))
    expect(fill(filler, 10).block[0]).toBe(0.25)
    expect(filler.isStarving).toBe(false)
    fill(filler, 10)
    expect(filler.underruns).toBe(2)
  })

  test('neither a pause nor the end is a gap, and a gap is one although it is paused in between', () => {
    const filler = createBlockFiller(rateHz)
    filler.push(ones(10))
    fill(filler, 10)
    filler.pause()
    fill(filler, 10)
    expect(filler.underruns).toBe(0)
    filler.resume()
    fill(filler, 10)
    filler.pause()
    fill(filler, 10)
    filler.resume()
    fill(filler, 10)
    expect(filler.underruns).toBe(1)
    filler.push(ones(10))
    filler.finish()
    fill(filler, 10)
    fill(filler, 10)
    expect(filler.underruns).toBe(1)
  })

  test('volume scales, slides to a new value, and may be nought without standing still', () => {
    const filler = createBlockFiller(rateHz)
    filler.setVolume(0.5)
    filler.push(ones(100))
    const { block } = fill(filler, 10)
    expect(block[9]).toBe(0.5)
    filler.setVolume(0)
    const silent = fill(filler, 20)
    expect(silent.filled).toBe(20)
    expect(silent.block[0]).toBe(0.25)
    expect(silent.block[19]).toBe(0)
    filler.setVolume(1)
    expect(fill(filler, 20).block[19]).toBe(1)
  })

  test('halts before a sample, without a ramp and without starving, until it is resumed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 59 }), fc.integer({ min: 1, max: 30 }), (haltAt, blockLength) => {
        const filler = createBlockFiller(rateHz)
        filler.push(ones(25))
        filler.push(ones(35))
        filler.setHalt(haltAt)
        let filled = 0
        for (let round = 0; round < 70; round++) filled += fill(filler, blockLength).filled
        expect(filled).toBe(haltAt)
        expect(filler).toMatchObject({ isHalted: true, isStarving: false, underruns: 0 })
        filler.finish()
        filler.resume()
        const { block } = fill(filler, 60 - haltAt)
        expect(block[0]).toBe(Math.min(1, (haltAt + 1) / ramp))
        expect(filler).toMatchObject({ isHalted: false, waitingSamples: 0 })
      }),
      { seed: 5, numRuns: 60 },
    )
  })

  test('a halt behind what was filled counts for nothing', () => {
    const filler = createBlockFiller(rateHz)
    filler.push(ones(30))
    fill(filler, 10)
    filler.setHalt(5)
    expect(fill(filler, 20).filled).toBe(20)
    expect(filler.isHalted).toBe(false)
  })
})
