import type { Node } from '../model'
import { integerOf, integersOf } from '../node'
import { unstreamable, type StreamBuilder, type StreamedTensor } from '../stream-builder'
import { dimensionsOf, valuesOf } from '../tensor-data'

/** One value in, one value out: nothing to carry. */
export function streamUnary(node: Node, builder: StreamBuilder): void {
  const x = builder.expectStreamed(node, 0)
  if (node.input.slice(1).some((name) => builder.streamed(name))) {
    throw unstreamable(node, 'only its first input may be streamed')
  }
  builder.nodes.push(node)
  // Further outputs (the scale of a quantisation) describe the chunk as a whole and are not streamed.
  builder.mark(node.output[0], x)
}

/** Value by value with broadcasting; streamed inputs of different lag are brought to the same frames first. */
export function streamElementwise(node: Node, builder: StreamBuilder): void {
  const { inputs, tensors } = align(node, builder)
  const [first] = tensors
  if (!first) throw unstreamable(node, 'none of its inputs is streamed')
  for (const name of node.input) {
    if (!builder.streamed(name)) forbidAlongTime(node, name, first, builder)
  }
  const channels = tensors.map((tensor) => tensor.channels)
  const widest = channels.every((count) => count !== undefined) ? Math.max(...channels) : undefined
  builder.nodes.push({ ...node, input: inputs })
  builder.mark(node.output[0], { ...first, channels: widest })
}

/** A constant with a length along time would be right for one chunk length only. */
function forbidAlongTime(node: Node, name: string, x: StreamedTensor, builder: StreamBuilder): void {
  const constant = builder.wiring.constant(name)
  if (!constant) return
  const dims = dimensionsOf(constant)
  const length = dims[dims.length - (x.rank - x.timeAxis)]
  if (length !== undefined && length !== 1) throw unstreamable(node, `${name} has a length along time`)
}

/** Delays the inputs that are ahead until all streamed inputs stand at the same frame. */
function align(node: Node, builder: StreamBuilder): { inputs: string[]; tensors: StreamedTensor[] } {
  const rates = node.input.flatMap((name) => builder.streamed(name)?.rate ?? [])
  if (new Set(rates).size > 1) {
    throw unstreamable(node, `its inputs have ${rates.join(' and ')} frames to one of the stream`)
  }
  const lags = node.input.map((name) => builder.streamed(name)?.lagFrames ?? 0)
  const latest = Math.max(...lags)
  const inputs = node.input.map((name) => {
    const lag = builder.streamed(name)?.lagFrames
    return lag === undefined || lag === latest ? name : builder.delay(name, latest - lag, node)
  })
  const tensors = inputs.flatMap((name) => builder.streamed(name) ?? [])
  const [first] = tensors
  if (tensors.some(({ rank, timeAxis }) => rank !== first?.rank || timeAxis !== first.timeAxis)) {
    throw unstreamable(node, 'time is not the same axis in all its inputs')
  }
  return { inputs, tensors }
}

export function streamConcat(node: Node, builder: StreamBuilder): void {
  const { inputs, tensors } = align(node, builder)
  const [first] = tensors
  if (!first || tensors.length !== node.input.length) {
    throw unstreamable(node, 'it joins streamed tensors with others')
  }
  if (axisOf(node, 'axis', 0, first) === first.timeAxis) throw unstreamable(node, 'it joins along time')
  const counts = tensors.map((tensor) => tensor.channels)
  const channels = counts.reduce((sum, count) =>
    sum === undefined || count === undefined ? undefined : sum + count,
  )
  builder.nodes.push({ ...node, input: inputs })
  builder.mark(node.output[0], { ...first, channels })
}

export function streamTranspose(node: Node, builder: StreamBuilder): void {
  const x = builder.expectStreamed(node, 0)
  const perm = integersOf(node, 'perm') ?? Array.from({ length: x.rank }, (_, axis) => x.rank - 1 - axis)
  if (perm.length !== x.rank) throw unstreamable(node, `it permutes ${perm.length} axes of ${x.rank}`)
  builder.nodes.push(node)
  builder.mark(node.output[0], { ...x, timeAxis: perm.indexOf(x.timeAxis) })
}

/** A product over the last axis; a frame is a row. */
export function streamMatMul(node: Node, builder: StreamBuilder): void {
  const x = builder.expectStreamed(node, 0)
  const weights = builder.wiring.constant(node.input[1] ?? '')
  if (!weights || dimensionsOf(weights).length !== 2)
    throw unstreamable(node, 'its second factor is not a matrix')
  if (x.timeAxis === x.rank - 1) throw unstreamable(node, 'it sums over time')
  builder.nodes.push(node)
  builder.mark(node.output[0], { ...x, channels: dimensionsOf(weights)[1] })
}

/** LayerNormalization works on all axes from `axis` on: time must come before them. */
export function streamLayerNormalization(node: Node, builder: StreamBuilder): void {
  const x = builder.expectStreamed(node, 0)
  if (axisOf(node, 'axis', -1, x) <= x.timeAxis) throw unstreamable(node, 'it normalises over time')
  builder.nodes.push(node)
  builder.mark(node.output[0], x)
}

/** Softmax and its like: within one axis. */
export function streamAlongAxis(node: Node, builder: StreamBuilder): void {
  const x = builder.expectStreamed(node, 0)
  if (axisOf(node, 'axis', -1, x) === x.timeAxis) throw unstreamable(node, 'it works along time')
  builder.nodes.push(node)
  builder.mark(node.output[0], x)
}

/** Means and sums over other axes than time, keeping the axis (of length 1). */
export function streamReduction(node: Node, builder: StreamBuilder): void {
  const x = builder.expectStreamed(node, 0)
  const given = node.input[1] ? builder.wiring.constant(node.input[1]) : undefined
  const axes = integersOf(node, 'axes') ?? (given ? Array.from(valuesOf(given)) : undefined)
  if (!axes || axes.some((axis) => fromFront(axis, x) === x.timeAxis)) {
    throw unstreamable(node, 'it reduces over time')
  }
  if (integerOf(node, 'keepdims', 1) !== 1) throw unstreamable(node, 'it drops an axis')
  builder.nodes.push(node)
  builder.mark(node.output[0], { ...x, channels: 1 })
}

export function streamSplit(node: Node, builder: StreamBuilder): void {
  const x = builder.expectStreamed(node, 0)
  if (axisOf(node, 'axis', 0, x) === x.timeAxis) throw unstreamable(node, 'it splits time')
  const given = node.input[1] ? builder.wiring.constant(node.input[1]) : undefined
  const sizes = integersOf(node, 'split') ?? (given ? Array.from(valuesOf(given)) : [])
  builder.nodes.push(node)
  node.output.forEach((name, index) => builder.mark(name, { ...x, channels: sizes[index] }))
}

/** A Slice of other axes than time. */
export function streamSlice(node: Node, builder: StreamBuilder): void {
  const x = builder.expectStreamed(node, 0)
  const [starts, ends, axes, steps] = [1, 2, 3, 4].map((index) => {
    const given = builder.wiring.constant(node.input[index] ?? '')
    return given ? Array.from(valuesOf(given)) : undefined
  })
  if (!starts || !ends || (node.input[3] && !axes) || (node.input[4] && !steps)) {
    throw unstreamable(node, 'where it cuts is not part of the file')
  }
  let { channels } = x
  starts.forEach((start, index) => {
    const axis = fromFront(axes?.[index] ?? index, x)
    if (axis === x.timeAxis) throw unstreamable(node, 'it cuts along time')
    if (axis === 0 || channels === undefined) return
    channels = slicedLength(channels, start, ends[index] ?? 0, steps?.[index] ?? 1)
  })
  builder.nodes.push(node)
  builder.mark(node.output[0], { ...x, channels })
}

function slicedLength(length: number, start: number, end: number, step: number): number {
  const place = (at: number, low: number, high: number) =>
    Math.min(high, Math.max(low, at < 0 ? at + length : at))
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1]
  // Written plainly, −1 as an end means "before the last"; only numbers beyond the tensor mean "before the first".
  return Math.max(0, Math.ceil((place(end, low, high) - place(start, low, high)) / step))
}

function axisOf(node: Node, attribute: string, fallback: number, x: StreamedTensor): number {
  return fromFront(integerOf(node, attribute, fallback), x)
}

function fromFront(axis: number, x: StreamedTensor): number {
  return axis < 0 ? axis + x.rank : axis
}
