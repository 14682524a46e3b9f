// Inverse transform of up to four speech spectra, windowed and added to what is there.

import {
  BINS_STRIDE, COMPLEX_POINTS, FLOAT_BYTES, FRAME_SAMPLES, HALF_POINTS, HOP_BYTES, LAST_BIN, PAIR_BYTES, REAL_TWIDDLES,
  SLOT_BYTES, SPEECH_IM, SPEECH_RE, SYNTHESIS_WINDOW, TRANSFORM_A, TRANSFORM_B, VECTOR_BYTES,
} from './layout.as'
import { transform } from './fourier.as'
import { column0, column1, column2, column3, storeSlot } from './vector.as'

/** One part (real or imaginary) of bins k to k + 3 of four frames, into the same part of four slots. */
@inline
function loadRows(from: usize, to: usize): void {
  const a = v128.load(from), b = v128.load(from + BINS_STRIDE)
  const c = v128.load(from + 2 * BINS_STRIDE), d = v128.load(from + 3 * BINS_STRIDE)
  v128.store(to, column0(a, b, c, d))
  v128.store(to + SLOT_BYTES, column1(a, b, c, d))
  v128.store(to + 2 * SLOT_BYTES, column2(a, b, c, d))
  v128.store(to + 3 * SLOT_BYTES, column3(a, b, c, d))
}

/** From one row of bins a frame to lanes, in TRANSFORM_B. */
function loadFrames(): void {
  for (let k = 0; k < COMPLEX_POINTS; k += 4) {
    const to = TRANSFORM_B + k * SLOT_BYTES
    loadRows(SPEECH_RE + k * FLOAT_BYTES, to)
    loadRows(SPEECH_IM + k * FLOAT_BYTES, to + VECTOR_BYTES)
  }
}

@inline
function loadLanes(from: usize): v128 {
  return f32x4(
    f32.load(from), f32.load(from + BINS_STRIDE), f32.load(from + 2 * BINS_STRIDE), f32.load(from + 3 * BINS_STRIDE),
  )
}

/**
 * Packs the half spectrum X for a complex transform, bins k and 600 - k together:
 * 2 Z[k] = (X[k] + conj X[600 - k]) + i conj(w^k) (X[k] - conj X[600 - k]). The factor 2 is in the window.
 * Real and imaginary parts change places, on the way in and out: that makes the forward transform the inverse one.
 * The imaginary parts of bins 0 and 600 do not belong to a real signal and count as 0.
 */
function pack(): void {
  const first = v128.load(TRANSFORM_B), last = loadLanes(SPEECH_RE + LAST_BIN)
  storeSlot(TRANSFORM_A, f32x4.sub(first, last), f32x4.add(first, last))
  for (let k = 1; k <= HALF_POINTS; k++) {
    const mirrored = COMPLEX_POINTS - k
    const x = TRANSFORM_B + k * SLOT_BYTES, y = TRANSFORM_B + mirrored * SLOT_BYTES
    const xr = v128.load(x), xi = v128.load(x, VECTOR_BYTES), yr = v128.load(y), yi = v128.load(y, VECTOR_BYTES)
    const er = f32x4.add(xr, yr), ei = f32x4.sub(xi, yi), dr = f32x4.sub(xr, yr), di = f32x4.add(xi, yi)
    const wr = v128.load32_splat(REAL_TWIDDLES + k * PAIR_BYTES), wi = v128.load32_splat(REAL_TWIDDLES + k * PAIR_BYTES, 4)
    const tr = f32x4.add(f32x4.mul(dr, wr), f32x4.mul(di, wi)), ti = f32x4.sub(f32x4.mul(di, wr), f32x4.mul(dr, wi))
    storeSlot(TRANSFORM_A + k * SLOT_BYTES, f32x4.add(ei, tr), f32x4.sub(er, ti))
    storeSlot(TRANSFORM_A + mirrored * SLOT_BYTES, f32x4.sub(tr, ei), f32x4.add(er, ti))
  }
}

@inline
function addTo(at: usize, samples: v128): void {
  v128.store(at, f32x4.add(v128.load(at), samples))
}

/**
 * Adds frames 0 to `count` - 1 of SPEECH at `to` and 1, 2, 3 hops later; `count` 1 to 4.
 * From the end of the frames to their beginning: every sample then gets its four frames in the order of time, whatever
 * group each of them was in, and the sum is the same to the last bit for any size of chunk.
 */
export function overlapAdd(to: usize, count: i32): void {
  loadFrames()
  pack()
  transform()
  for (let n = FRAME_SAMPLES - 4; n >= 0; n -= 4) {
    const from = TRANSFORM_A + n * VECTOR_BYTES, at = to + n * FLOAT_BYTES
    const window = v128.load(SYNTHESIS_WINDOW + n * FLOAT_BYTES)
    const a = v128.load(from, VECTOR_BYTES), b = v128.load(from)
    const c = v128.load(from + SLOT_BYTES, VECTOR_BYTES), d = v128.load(from + SLOT_BYTES)
    addTo(at, f32x4.mul(window, column0(a, b, c, d)))
    if (count > 1) addTo(at + HOP_BYTES, f32x4.mul(window, column1(a, b, c, d)))
    if (count > 2) addTo(at + 2 * HOP_BYTES, f32x4.mul(window, column2(a, b, c, d)))
    if (count > 3) addTo(at + 3 * HOP_BYTES, f32x4.mul(window, column3(a, b, c, d)))
  }
}
