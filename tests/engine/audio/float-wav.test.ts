import { describe, expect, test } from 'vitest'
import { floatWav } from '../../../src-main/engine/audio/float-wav'

describe('floatWav', () => {
  test('its chunks add up, and the samples come back bit for bit, beyond full scale too', () => {
    const samples = Float32Array.of(0, 1, -1.5, 0.1, 1e-20)
    const bytes = floatWav(samples, 22_050)
    const view = new DataView(bytes.buffer)
    const text = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
    expect([text(0), text(8)]).toEqual(['RIFF', 'WAVE'])
    expect(view.getUint32(4, true)).toBe(bytes.length - 8)
    const chunks = new Map<string, number>()
    for (let at = 12; at < bytes.length; at += 8 + view.getUint32(at + 4, true)) chunks.set(text(at), at + 8)
    expect([...chunks.keys()]).toEqual(['fmt ', 'fact', 'data'])
    const format = chunks.get('fmt ')!
    expect([0, 2, 12, 14, 16].map((at) => view.getUint16(format + at, true))).toEqual([3, 1, 4, 32, 0])
    expect(view.getUint32(format + 4, true)).toBe(22_050)
    expect(view.getUint32(format + 8, true)).toBe(88_200)
    expect(view.getUint32(chunks.get('fact')!, true)).toBe(5)
    const data = chunks.get('data')!
    expect(samples.map((_, i) => view.getFloat32(data + i * 4, true))).toEqual(samples)
    expect(data + 20).toBe(bytes.length)
  })

  test('no samples make a file too', () => {
    expect(floatWav(new Float32Array(0), 24_000)).toHaveLength(58)
  })
})
