import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Rooms } from '../../../src-main/engine/speech-cache/rooms'

describe('Rooms', () => {
  test('gives room enough, never to two at once, and what was given back again', () => {
    const asked = fc.oneof(fc.nat(3_000), fc.nat(9 * 2 ** 20))
    fc.assert(
      fc.property(fc.array(fc.record({ bytes: asked, keepsIt: fc.boolean() })), (uses) => {
        const rooms = new Rooms()
        const held = new Set<ArrayBuffer>()
        for (const { bytes, keepsIt } of uses) {
          const room = rooms.take(bytes)
          expect(room.byteLength).toBeGreaterThanOrEqual(bytes)
          expect(held.has(room)).toBe(false)
          if (keepsIt) held.add(room)
          else rooms.giveBack(room)
        }
      }),
      { numRuns: 30, seed: 11 },
    )
    const rooms = new Rooms()
    const room = rooms.take(1_000)
    rooms.giveBack(room)
    expect(rooms.take(900)).toBe(room)
  })

  test('keeps the largest of few, none that is very large, and none that another thread has', () => {
    const rooms = new Rooms()
    const sizes = [1, 2, 3, 4, 5, 6].map((power) => 2 ** (10 + power))
    const given = sizes.map((bytes) => rooms.take(bytes))
    for (const room of given) rooms.giveBack(room)
    const again = sizes.map((bytes) => rooms.take(bytes))
    expect(again.filter((room) => given.includes(room))).toHaveLength(4)
    expect(again).toContain(given.at(-1))

    const large = rooms.take(40 * 2 ** 20)
    rooms.giveBack(large)
    expect(rooms.take(40 * 2 ** 20)).not.toBe(large)
    const gone = rooms.take(5_000)
    structuredClone(gone, { transfer: [gone] })
    rooms.giveBack(gone)
    expect(rooms.take(0)).not.toBe(gone)
  })
})
