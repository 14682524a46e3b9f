/** The largest number that half precision holds. */
export const largestHalf = 65_504

/**
 * Numbers in half precision (IEEE 754 binary16), as their bits, rounded to the nearest, ties to even; beyond the
 * largest they are infinite.
 */
export function toHalf(values: ArrayLike<number>): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(Float32Array.from(values).buffer)
  const halves = new Uint16Array(bits.length)
  for (let i = 0; i < bits.length; i++) halves[i] = halfOfSingle(bits[i])
  return halves
}

/** @param bits of a binary32: sign, 8 bits of exponent (bias 127), 23 of fraction */
function halfOfSingle(bits: number): number {
  const sign = (bits >>> 16) & 0x8000
  const magnitude = bits & 0x7fffffff
  if (magnitude > 0x7f800000) return sign | 0x7e00
  // From 65,520 on the nearest is infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00
  // Below 2^-14 a half has no leading one of its own: the fraction moves right, one place for every halving.
  if (magnitude < 0x38800000) {
    const shift = 126 - (magnitude >>> 23)
    if (shift > 24) return sign
    return sign | roundedShift((magnitude & 0x7fffff) | 0x800000, shift)
  }
  // 112 is the difference of the two biases; a fraction that rounds up to a whole carries into the exponent.
  return sign | roundedShift(magnitude - (112 << 23), 13)
}

/** value / 2^places, to the nearest, ties to even. */
function roundedShift(value: number, places: number): number {
  const kept = value >>> places
  const rest = value & ((1 << places) - 1)
  const middle = 1 << (places - 1)
  return rest > middle || (rest === middle && (kept & 1) === 1) ? kept + 1 : kept
}
