// Complex transform of 600 points, four frames at once: self-sorting (Stockham) passes of radix 4, 5, 5 and 6,
// so no bit reversal and every load and store is a whole vector. Forward sign (e^-); the inverse swaps real and imaginary.

import { SLOT_BYTES, TRANSFORM_A, TRANSFORM_B, TWIDDLES, VECTOR_BYTES } from './layout.as'
import { HALF } from './polynomials.as'
import { constant, storeProduct, storeSlot } from './vector.as'

const COS_1_5: usize = memory.data<f32>([0.30901699437], 4)
const COS_2_5: usize = memory.data<f32>([-0.80901699437], 4)
const SIN_1_5: usize = memory.data<f32>([0.95105651629], 4)
const SIN_2_5: usize = memory.data<f32>([0.58778525229], 4)
const SIN_1_3: usize = memory.data<f32>([0.86602540378], 4)

@inline
function twiddleRe(k: i32): v128 {
  return v128.load32_splat(TWIDDLES + (k << 3))
}

@inline
function twiddleIm(k: i32): v128 {
  return v128.load32_splat(TWIDDLES + (k << 3), 4)
}

/** Radix 4: `points` still to be split, `stride` transforms side by side. */
function pass4(points: i32, stride: i32, from: usize, to: usize): void {
  const rest = points / 4
  const step = (stride * rest) * SLOT_BYTES
  const out = stride * SLOT_BYTES
  for (let p = 0; p < rest; p++) {
    const w1r = twiddleRe(p * stride), w1i = twiddleIm(p * stride)
    const w2r = twiddleRe(2 * p * stride), w2i = twiddleIm(2 * p * stride)
    const w3r = twiddleRe(3 * p * stride), w3i = twiddleIm(3 * p * stride)
    for (let q = 0; q < stride; q++) {
      const x = from + (q + stride * p) * SLOT_BYTES
      const y = to + (q + stride * 4 * p) * SLOT_BYTES
      const ar = v128.load(x), ai = v128.load(x, VECTOR_BYTES)
      const br = v128.load(x + step), bi = v128.load(x + step, VECTOR_BYTES)
      const cr = v128.load(x + 2 * step), ci = v128.load(x + 2 * step, VECTOR_BYTES)
      const dr = v128.load(x + 3 * step), di = v128.load(x + 3 * step, VECTOR_BYTES)
      const sumAcR = f32x4.add(ar, cr), sumAcI = f32x4.add(ai, ci)
      const difAcR = f32x4.sub(ar, cr), difAcI = f32x4.sub(ai, ci)
      const sumBdR = f32x4.add(br, dr), sumBdI = f32x4.add(bi, di)
      const difBdR = f32x4.sub(br, dr), difBdI = f32x4.sub(bi, di)
      storeSlot(y, f32x4.add(sumAcR, sumBdR), f32x4.add(sumAcI, sumBdI))
      storeProduct(y + out, f32x4.add(difAcR, difBdI), f32x4.sub(difAcI, difBdR), w1r, w1i)
      storeProduct(y + 2 * out, f32x4.sub(sumAcR, sumBdR), f32x4.sub(sumAcI, sumBdI), w2r, w2i)
      storeProduct(y + 3 * out, f32x4.sub(difAcR, difBdI), f32x4.add(difAcI, difBdR), w3r, w3i)
    }
  }
}

/** Radix 5: points 1 and 4 and points 2 and 3 are taken together. */
function pass5(points: i32, stride: i32, from: usize, to: usize): void {
  const rest = points / 5
  const step = (stride * rest) * SLOT_BYTES
  const out = stride * SLOT_BYTES
  const c1 = constant(COS_1_5), c2 = constant(COS_2_5), s1 = constant(SIN_1_5), s2 = constant(SIN_2_5)
  for (let p = 0; p < rest; p++) {
    const w1r = twiddleRe(p * stride), w1i = twiddleIm(p * stride)
    const w2r = twiddleRe(2 * p * stride), w2i = twiddleIm(2 * p * stride)
    const w3r = twiddleRe(3 * p * stride), w3i = twiddleIm(3 * p * stride)
    const w4r = twiddleRe(4 * p * stride), w4i = twiddleIm(4 * p * stride)
    for (let q = 0; q < stride; q++) {
      const x = from + (q + stride * p) * SLOT_BYTES
      const y = to + (q + stride * 5 * p) * SLOT_BYTES
      const x0r = v128.load(x), x0i = v128.load(x, VECTOR_BYTES)
      const x1r = v128.load(x + step), x1i = v128.load(x + step, VECTOR_BYTES)
      const x2r = v128.load(x + 2 * step), x2i = v128.load(x + 2 * step, VECTOR_BYTES)
      const x3r = v128.load(x + 3 * step), x3i = v128.load(x + 3 * step, VECTOR_BYTES)
      const x4r = v128.load(x + 4 * step), x4i = v128.load(x + 4 * step, VECTOR_BYTES)
      const sum14R = f32x4.add(x1r, x4r), sum14I = f32x4.add(x1i, x4i)
      const dif14R = f32x4.sub(x1r, x4r), dif14I = f32x4.sub(x1i, x4i)
      const sum23R = f32x4.add(x2r, x3r), sum23I = f32x4.add(x2i, x3i)
      const dif23R = f32x4.sub(x2r, x3r), dif23I = f32x4.sub(x2i, x3i)
      // Outputs 1 and 4 are a -+ i e, outputs 2 and 3 are b -+ i f.
      const ar = f32x4.add(x0r, f32x4.add(f32x4.mul(c1, sum14R), f32x4.mul(c2, sum23R)))
      const ai = f32x4.add(x0i, f32x4.add(f32x4.mul(c1, sum14I), f32x4.mul(c2, sum23I)))
      const br = f32x4.add(x0r, f32x4.add(f32x4.mul(c2, sum14R), f32x4.mul(c1, sum23R)))
      const bi = f32x4.add(x0i, f32x4.add(f32x4.mul(c2, sum14I), f32x4.mul(c1, sum23I)))
      const er = f32x4.add(f32x4.mul(s1, dif14R), f32x4.mul(s2, dif23R))
      const ei = f32x4.add(f32x4.mul(s1, dif14I), f32x4.mul(s2, dif23I))
      const fr = f32x4.sub(f32x4.mul(s2, dif14R), f32x4.mul(s1, dif23R))
      const fi = f32x4.sub(f32x4.mul(s2, dif14I), f32x4.mul(s1, dif23I))
      storeSlot(y, f32x4.add(x0r, f32x4.add(sum14R, sum23R)), f32x4.add(x0i, f32x4.add(sum14I, sum23I)))
      storeProduct(y + out, f32x4.add(ar, ei), f32x4.sub(ai, er), w1r, w1i)
      storeProduct(y + 2 * out, f32x4.add(br, fi), f32x4.sub(bi, fr), w2r, w2i)
      storeProduct(y + 3 * out, f32x4.sub(br, fi), f32x4.add(bi, fr), w3r, w3i)
      storeProduct(y + 4 * out, f32x4.sub(ar, ei), f32x4.add(ai, er), w4r, w4i)
    }
  }
}

/** Three points a, b, c of the last pass to outputs k, k + 4 and k + 2 (mod 6), which begin at the given addresses. */
@inline
function store3(ar: v128, ai: v128, br: v128, bi: v128, cr: v128, ci: v128, to0: usize, to1: usize, to2: usize): void {
  const sumR = f32x4.add(br, cr), sumI = f32x4.add(bi, ci)
  const turnR = f32x4.mul(constant(SIN_1_3), f32x4.sub(br, cr)), turnI = f32x4.mul(constant(SIN_1_3), f32x4.sub(bi, ci))
  const midR = f32x4.sub(ar, f32x4.mul(constant(HALF), sumR)), midI = f32x4.sub(ai, f32x4.mul(constant(HALF), sumI))
  storeSlot(to0, f32x4.add(ar, sumR), f32x4.add(ai, sumI))
  storeSlot(to1, f32x4.add(midR, turnI), f32x4.sub(midI, turnR))
  storeSlot(to2, f32x4.sub(midR, turnI), f32x4.add(midI, turnR))
}

/** Radix 6, the last pass: 2 x 3 by the prime-factor mapping (in: 3 a + 2 b, out: 3 c + 4 d), so no twiddles at all. */
function pass6(stride: i32, from: usize, to: usize): void {
  const step = stride * SLOT_BYTES
  for (let q = 0; q < stride; q++) {
    const x = from + q * SLOT_BYTES
    const y = to + q * SLOT_BYTES
    const x0r = v128.load(x), x0i = v128.load(x, VECTOR_BYTES)
    const x1r = v128.load(x + step), x1i = v128.load(x + step, VECTOR_BYTES)
    const x2r = v128.load(x + 2 * step), x2i = v128.load(x + 2 * step, VECTOR_BYTES)
    const x3r = v128.load(x + 3 * step), x3i = v128.load(x + 3 * step, VECTOR_BYTES)
    const x4r = v128.load(x + 4 * step), x4i = v128.load(x + 4 * step, VECTOR_BYTES)
    const x5r = v128.load(x + 5 * step), x5i = v128.load(x + 5 * step, VECTOR_BYTES)
    store3(
      f32x4.add(x0r, x3r), f32x4.add(x0i, x3i),
      f32x4.add(x2r, x5r), f32x4.add(x2i, x5i),
      f32x4.add(x4r, x1r), f32x4.add(x4i, x1i),
      y, y + 4 * step, y + 2 * step,
    )
    store3(
      f32x4.sub(x0r, x3r), f32x4.sub(x0i, x3i),
      f32x4.sub(x2r, x5r), f32x4.sub(x2i, x5i),
      f32x4.sub(x4r, x1r), f32x4.sub(x4i, x1i),
      y + 3 * step, y + step, y + 5 * step,
    )
  }
}

/** Transforms TRANSFORM_A in place; TRANSFORM_B is scratch. */
export function transform(): void {
  pass4(600, 1, TRANSFORM_A, TRANSFORM_B)
  pass5(150, 4, TRANSFORM_B, TRANSFORM_A)
  pass5(30, 20, TRANSFORM_A, TRANSFORM_B)
  pass6(100, TRANSFORM_B, TRANSFORM_A)
}
