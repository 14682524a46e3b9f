// Where everything lies in the kernel's memory. Every region is a static, zeroed chunk with a name; the compiler places
// them. What depends on the caller (spectrum rows, pulse and overlap buffers) begins at `dynamicBase` and is the host's.
//
// Sizes: one frame is a Hann window of 1200 samples, frames follow each other by 300, a half spectrum has 601 bins.

export const HOP_SAMPLES: i32 = 300
export const FRAME_SAMPLES: i32 = 1200
/** A real transform of 1200 is done as a complex one of 600. */
export const COMPLEX_POINTS: i32 = 600
export const HALF_POINTS: i32 = 300

/** Four frames are transformed at once, one in each lane of a vector. */
export const LANES: i32 = 4
export const FLOAT_BYTES: i32 = 4
export const DOUBLE_BYTES: i32 = 8
export const VECTOR_BYTES: i32 = 16
/** A complex number of the transform: the real parts of four frames, then their imaginary parts. */
export const SLOT_BYTES: i32 = 32
/** A complex number in a table: real, imaginary. */
export const PAIR_BYTES: i32 = 8

export const HOP_BYTES: i32 = HOP_SAMPLES * FLOAT_BYTES
const BINS: i32 = 601
/** Bytes of one of the five parts of a spectrum row: parts lie close together, so vectors may straddle their ends. */
export const ROW_PART_BYTES: i32 = BINS * FLOAT_BYTES
/** Bytes from one frame's bins to the next one's in our own buffers: 608 floats, whole vectors. */
export const BINS_STRIDE: i32 = 2432
/** Where bin 600, the one beyond the complex transform, lies within those bytes. */
export const LAST_BIN: i32 = COMPLEX_POINTS * FLOAT_BYTES

// Tables, filled by the host in double precision before the first call.

/** e^(-2 pi i k / 600), k < 600. */
export const TWIDDLES: usize = memory.data(COMPLEX_POINTS * PAIR_BYTES, VECTOR_BYTES)
/** e^(-2 pi i k / 1200), k <= 300: joins the two halves of a real transform. */
export const REAL_TWIDDLES: usize = memory.data((HALF_POINTS + 1) * PAIR_BYTES, VECTOR_BYTES)
/** Hann / 300: a unit cosine then has magnitude 1. */
export const ANALYSIS_WINDOW: usize = memory.data(FRAME_SAMPLES * FLOAT_BYTES, VECTOR_BYTES)
/** Hann / (1200 x 1.5): undoes the transform's own gain and the sum of squared windows, which is 1.5 inside a sentence. */
export const SYNTHESIS_WINDOW: usize = memory.data(FRAME_SAMPLES * FLOAT_BYTES, VECTOR_BYTES)
/** Weights of the later of two pitch values, for each of the 300 samples of a frame. */
export const PITCH_WEIGHTS: usize = memory.data(HOP_SAMPLES * FLOAT_BYTES, VECTOR_BYTES)
/** 4096 quantiles of the half-normal distribution. */
export const HALF_NORMALS: usize = memory.data(4096 * FLOAT_BYTES, VECTOR_BYTES)

// Work space, meaningless between calls unless said otherwise.

export const TRANSFORM_A: usize = memory.data(COMPLEX_POINTS * SLOT_BYTES, VECTOR_BYTES)
export const TRANSFORM_B: usize = memory.data(COMPLEX_POINTS * SLOT_BYTES, VECTOR_BYTES)
/** Excitation spectra of four frames; kept from `analyse` to `combine`. */
export const EXCITATION_RE: usize = memory.data(LANES * BINS_STRIDE, VECTOR_BYTES)
export const EXCITATION_IM: usize = memory.data(LANES * BINS_STRIDE, VECTOR_BYTES)
/** Noise of one frame; kept from `noise` to `combine`. */
export const NOISE_RE: usize = memory.data(BINS_STRIDE, VECTOR_BYTES)
export const NOISE_IM: usize = memory.data(BINS_STRIDE, VECTOR_BYTES)
/** The speech spectra of four frames; kept from `combine` to `overlapAdd`. */
export const SPEECH_RE: usize = memory.data(LANES * BINS_STRIDE, VECTOR_BYTES)
export const SPEECH_IM: usize = memory.data(LANES * BINS_STRIDE, VECTOR_BYTES)
/** Pulse phases of one frame, float64, in turns. */
export const PHASES: usize = memory.data(HOP_SAMPLES * DOUBLE_BYTES, VECTOR_BYTES)

/** The first byte that is the host's. */
export function dynamicBase(): usize {
  return (__heap_base + 15) & ~15
}
