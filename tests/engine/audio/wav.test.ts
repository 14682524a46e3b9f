import { describe, expect, test } from 'vitest'
import { longestWavDataBytes, toPcm16, wavHeader } from '../../../src-main/engine/audio/wav'

describe('wavHeader', () => {
  test('describes mono 16-bit samples', () => {
    const view = new DataView(wavHeader(24_000, 1_000).buffer)
    const text = (at: number): string =>
      String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)))
    expect([text(0), text(8), text(12), text(36)]).toEqual(['RIFF', 'WAVE', 'fmt ', 'data'])
    expect(view.getUint32(4, true)).toBe(1_036)
    expect(view.getUint16(22, true)).toBe(1)
    expect(view.getUint32(24, true)).toBe(24_000)
    expect(view.getUint32(28, true)).toBe(48_000)
    expect(view.getUint16(34, true)).toBe(16)
    expect(view.getUint32(40, true)).toBe(1_000)
  })

  test('refuses what its size field cannot hold', () => {
    expect(() => wavHeader(24_000, longestWavDataBytes + 1)).toThrow('4 GiB')
  })
})

describe('toPcm16', () => {
  test('rounds to nearest and clips', () => {
    const view = new DataView(toPcm16(Float32Array.of(0, 1, -1, 2, -2, 0.5)).buffer)
    const values = [0, 1, 2, 3, 4, 5].map((i) => view.getInt16(i * 2, true))
    expect(values).toEqual([0, 32_767, -32_767, 32_767, -32_767, 16_384])
  })
})
