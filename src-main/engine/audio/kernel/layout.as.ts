// Where everything lies in the kernel's memory, and in what pieces samples are taken. The regions here are static, zeroed
// chunks that the compiler places; a limiter's state and the host's samples begin at `dynamicBase` and are the host's.

export const FLOAT_BYTES: i32 = 4
export const DOUBLE_BYTES: i32 = 8
export const VECTOR_BYTES: i32 = 16
export const LANES: i32 = 4

/** Samples judged at once. */
export const BLOCK_SAMPLES: i32 = 64
export const BLOCK_BYTES: i32 = BLOCK_SAMPLES * FLOAT_BYTES
/** What a scan keeps: the block before the one judged, that one, and the one behind it. */
export const SCAN_BYTES: i32 = 3 * BLOCK_BYTES

/** Samples on either side of what lies between two samples that have a part in it, and points looked at there. */
export const PEAK_REACH: i32 = 8
export const TAPS: i32 = 2 * PEAK_REACH
export const POINTS: i32 = 8
/** Samples on either side of one that have a part in what alternates there. */
export const ALTERNATION_REACH: i32 = 8

// Filled by the host before the first call.

/** For each tap the weights of all points, float64; the last point is the next sample itself and has none. */
export const INTERPOLATION: usize = memory.data(TAPS * POINTS * DOUBLE_BYTES, VECTOR_BYTES)
/** From the middle one outwards, float64. */
export const ALTERNATION: usize = memory.data((ALTERNATION_REACH + 1) * DOUBLE_BYTES, VECTOR_BYTES)
/** Float64: how many times the highest magnitude, and the sharpest bend, a point is at most; and what alternates, the bend. */
export const BOUNDS: usize = memory.data(3 * DOUBLE_BYTES, VECTOR_BYTES)

// Work space, of one block, float64.

/** Peaks of the block judged last. */
export const PEAKS: usize = memory.data(BLOCK_SAMPLES * DOUBLE_BYTES, VECTOR_BYTES)
/** What each of a block's samples may be multiplied by. */
export const GAINS: usize = memory.data(BLOCK_SAMPLES * DOUBLE_BYTES, VECTOR_BYTES)

/** The next whole vector's address. */
@inline
export function aligned(address: usize): usize {
  return (address + VECTOR_BYTES - 1) & ~(VECTOR_BYTES - 1)
}

/** The first byte that is the host's. */
export function dynamicBase(): usize {
  return aligned(__heap_base)
}
