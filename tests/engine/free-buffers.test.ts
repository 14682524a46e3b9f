import { describe, expect, test } from 'vitest'
import { freeBuffers } from '../../src-main/engine/free-buffers'

describe('freeBuffers', () => {
  test('what is freed is gone at once, not when the garbage collector comes', () => {
    const bytes = 2 ** 26
    const buffers = [new ArrayBuffer(bytes), new ArrayBuffer(bytes)]
    const before = process.memoryUsage().arrayBuffers
    freeBuffers(...buffers)
    expect(buffers.map(({ byteLength }) => byteLength)).toEqual([0, 0])
    expect(before - process.memoryUsage().arrayBuffers).toBeGreaterThanOrEqual(2 * bytes)
  })

  test('a buffer named twice, freed before or empty is no matter', () => {
    const buffer = new ArrayBuffer(8)
    freeBuffers(buffer, buffer)
    freeBuffers(buffer, new ArrayBuffer(0))
    freeBuffers()
    expect(buffer.byteLength).toBe(0)
  })
})
