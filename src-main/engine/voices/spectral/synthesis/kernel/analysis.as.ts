// Excitation spectra: four windowed frames of the pulse train to four half spectra.

import {
  ANALYSIS_WINDOW, BINS_STRIDE, COMPLEX_POINTS, EXCITATION_IM, EXCITATION_RE, FLOAT_BYTES, FRAME_SAMPLES, HALF_POINTS,
  HOP_BYTES, LAST_BIN, PAIR_BYTES, REAL_TWIDDLES, SLOT_BYTES, TRANSFORM_A, TRANSFORM_B, VECTOR_BYTES,
} from './layout.as'
import { transform } from './fourier.as'
import { HALF } from './polynomials.as'
import { column0, column1, column2, column3, constant, storeSlot } from './vector.as'

/** Windows frames at `samples`, and 1, 2, 3 hops later, into the lanes: even samples real, odd ones imaginary. */
function loadFrames(samples: usize): void {
  for (let n = 0; n < FRAME_SAMPLES; n += 4) {
    const window = v128.load(ANALYSIS_WINDOW + n * FLOAT_BYTES)
    const from = samples + n * FLOAT_BYTES
    const a = f32x4.mul(v128.load(from), window)
    const b = f32x4.mul(v128.load(from + HOP_BYTES), window)
    const c = f32x4.mul(v128.load(from + 2 * HOP_BYTES), window)
    const d = f32x4.mul(v128.load(from + 3 * HOP_BYTES), window)
    const to = TRANSFORM_A + n * VECTOR_BYTES
    storeSlot(to, column0(a, b, c, d), column1(a, b, c, d))
    storeSlot(to + SLOT_BYTES, column2(a, b, c, d), column3(a, b, c, d))
  }
}

@inline
function storeLanes(to: usize, lanes: v128): void {
  f32.store(to, f32x4.extract_lane(lanes, 0))
  f32.store(to + BINS_STRIDE, f32x4.extract_lane(lanes, 1))
  f32.store(to + 2 * BINS_STRIDE, f32x4.extract_lane(lanes, 2))
  f32.store(to + 3 * BINS_STRIDE, f32x4.extract_lane(lanes, 3))
}

/**
 * From the transform Z of the packed samples to the half spectrum X, bins k and 600 - k together:
 * X[k] = e - i w^k d with e = (Z[k] + conj Z[600 - k]) / 2, d = (Z[k] - conj Z[600 - k]) / 2. In lanes, in TRANSFORM_B.
 */
function separate(): void {
  const half = constant(HALF)
  for (let k = 0; k <= HALF_POINTS; k++) {
    const mirrored = COMPLEX_POINTS - k
    const z = TRANSFORM_A + k * SLOT_BYTES
    const y = TRANSFORM_A + (k == 0 ? 0 : mirrored) * SLOT_BYTES
    const zr = v128.load(z), zi = v128.load(z, VECTOR_BYTES), yr = v128.load(y), yi = v128.load(y, VECTOR_BYTES)
    const er = f32x4.mul(half, f32x4.add(zr, yr)), ei = f32x4.mul(half, f32x4.sub(zi, yi))
    const dr = f32x4.mul(half, f32x4.sub(zr, yr)), di = f32x4.mul(half, f32x4.add(zi, yi))
    const wr = v128.load32_splat(REAL_TWIDDLES + k * PAIR_BYTES), wi = v128.load32_splat(REAL_TWIDDLES + k * PAIR_BYTES, 4)
    const tr = f32x4.sub(f32x4.mul(dr, wr), f32x4.mul(di, wi)), ti = f32x4.add(f32x4.mul(dr, wi), f32x4.mul(di, wr))
    storeSlot(TRANSFORM_B + k * SLOT_BYTES, f32x4.add(er, ti), f32x4.sub(ei, tr))
    const mirroredRe = f32x4.sub(er, ti), mirroredIm = f32x4.neg(f32x4.add(ei, tr))
    if (k == 0) {
      storeLanes(EXCITATION_RE + LAST_BIN, mirroredRe)
      storeLanes(EXCITATION_IM + LAST_BIN, mirroredIm)
    } else {
      storeSlot(TRANSFORM_B + mirrored * SLOT_BYTES, mirroredRe, mirroredIm)
    }
  }
}

@inline
function storeRows(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(to, column0(a, b, c, d))
  v128.store(to + BINS_STRIDE, column1(a, b, c, d))
  v128.store(to + 2 * BINS_STRIDE, column2(a, b, c, d))
  v128.store(to + 3 * BINS_STRIDE, column3(a, b, c, d))
}

/** From lanes to one row of bins a frame. */
function storeFrames(): void {
  for (let k = 0; k < COMPLEX_POINTS; k += 4) {
    const from = TRANSFORM_B + k * SLOT_BYTES
    const to = k * FLOAT_BYTES
    storeRows(
      EXCITATION_RE + to,
      v128.load(from), v128.load(from + SLOT_BYTES), v128.load(from + 2 * SLOT_BYTES), v128.load(from + 3 * SLOT_BYTES),
    )
    storeRows(
      EXCITATION_IM + to,
      v128.load(from, VECTOR_BYTES), v128.load(from + SLOT_BYTES, VECTOR_BYTES),
      v128.load(from + 2 * SLOT_BYTES, VECTOR_BYTES), v128.load(from + 3 * SLOT_BYTES, VECTOR_BYTES),
    )
  }
}

/**
 * Spectra of the frames that begin at `samples` and 1, 2 and 3 hops later (2100 samples are read), into EXCITATION.
 * Lanes do not touch each other: a frame that is not wanted may hold anything.
 */
export function analyse(samples: usize): void {
  loadFrames(samples)
  transform()
  separate()
  storeFrames()
}
