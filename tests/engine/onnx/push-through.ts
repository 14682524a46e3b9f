import { float32, int64, type ModelSession, type Tensor } from '../../../src-main/engine/onnx/session'

/** What pushing needs to know of a streamed model. */
export interface Pushable {
  input: string
  channels: number
  lastInput: string
  output: string
  states: readonly { input: string; output: string; channels: number; startFrames: number }[]
}

/**
 * Pushes a whole sequence through a streamed model.
 * @param x [channels, frames], row after row
 * @param sizes frames of the pushes; the last one repeats until the end
 * @returns what came out, push after push, and the shape of each piece
 */
export async function pushThrough(
  session: ModelSession,
  model: Pushable,
  x: Float32Array,
  sizes: readonly number[],
): Promise<{ pieces: Float32Array[]; shapes: (readonly number[])[]; states: Tensor[] }> {
  const frames = x.length / model.channels
  let states: Record<string, Tensor> = Object.fromEntries(
    model.states.map(({ input, channels, startFrames }) => [
      input,
      float32(new Float32Array(channels * startFrames), [1, channels, startFrames]),
    ]),
  )
  const pieces: Float32Array[] = []
  const shapes: (readonly number[])[] = []
  for (let from = 0, push = 0; from < frames; push++) {
    const to = Math.min(frames, from + (sizes[Math.min(push, sizes.length - 1)] ?? frames))
    const chunk = new Float32Array(model.channels * (to - from))
    for (let channel = 0; channel < model.channels; channel++) {
      chunk.set(x.subarray(channel * frames + from, channel * frames + to), channel * (to - from))
    }
    const outputs = await session.run({
      [model.input]: float32(chunk, [1, model.channels, to - from]),
      [model.lastInput]: int64([to === frames ? 1 : 0], [1]),
      ...states,
    })
    const result = tensor(outputs, model.output)
    pieces.push(floats(result))
    shapes.push(result.dims)
    states = Object.fromEntries(model.states.map(({ input, output }) => [input, tensor(outputs, output)]))
    from = to
  }
  return { pieces, shapes, states: Object.values(states) }
}

/** Joins pieces [1, rows, width] along rows. */
export function joinRows(pieces: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    joined.set(piece, at)
    at += piece.length
  }
  return joined
}

/** Joins pieces [1, channels, frames] along frames. */
export function joinFrames(pieces: readonly Float32Array[], channels: number): Float32Array {
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0) / channels
  const joined = new Float32Array(total * channels)
  for (let channel = 0; channel < channels; channel++) {
    let at = channel * total
    for (const piece of pieces) {
      const frames = piece.length / channels
      joined.set(piece.subarray(channel * frames, (channel + 1) * frames), at)
      at += frames
    }
  }
  return joined
}

export function tensor(outputs: Readonly<Record<string, Tensor>>, name: string): Tensor {
  const found = outputs[name]
  if (!found) throw new Error(`no output ${name}`)
  return found
}

export function floats(from: Tensor): Float32Array {
  if (!(from.data instanceof Float32Array)) throw new Error(`${from.type} is not float32`)
  return from.data
}

/** The greatest difference between two equally long lists; Infinity when they are not. */
export function maxDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity
  let max = 0
  for (let index = 0; index < a.length; index++) {
    const difference = Math.abs((a[index] ?? 0) - (b[index] ?? 0))
    // Not Math.max: a NaN must not pass for equal.
    if (!(difference <= max)) max = difference
  }
  return max
}
