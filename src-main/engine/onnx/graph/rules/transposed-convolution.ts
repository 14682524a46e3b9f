import type { Node } from '../model'
import { integerOf, integersOf, textOf, withAttribute } from '../node'
import { unstreamable, type StreamBuilder } from '../stream-builder'
import { dimensionsOf } from '../tensor-data'

/**
 * A transposed convolution makes `stride` frames of every frame, and each frame of its input reaches into the
 * next few. Its context is those last frames of its input rather than the unfinished end of its output: one frame
 * recomputed a push (0.3 % at ten frames) against an addition over the whole chunk.
 *
 * With l frames of context and n pushed, the frames from l · stride on are new and those before (l + n) · stride
 * are finished; the first push, which has no context, begins instead after the padding on the left, the last one ends
 * at the padding on the right.
 */
export function streamTransposedConvolution(node: Node, builder: StreamBuilder): void {
  const x = builder.expectStreamed(node, 0)
  if (x.timeAxis !== 2 || x.rank !== 3) throw unstreamable(node, 'it does not run along time')
  const weights = builder.wiring.constant(node.input[1] ?? '')
  if (!weights) throw unstreamable(node, 'its weights are not part of the file')
  const [inChannels, groupChannels, kernel] = dimensionsOf(weights)
  if (inChannels === undefined || groupChannels === undefined || kernel === undefined) {
    throw unstreamable(node, 'its weights are not those of a one-dimensional convolution')
  }
  const [stride = 1] = integersOf(node, 'strides') ?? []
  const [dilation = 1] = integersOf(node, 'dilations') ?? []
  const [left = 0, right = 0] = integersOf(node, 'pads') ?? []
  const [outputPadding = 0] = integersOf(node, 'output_padding') ?? []
  if (!['', 'NOTSET', 'VALID'].includes(textOf(node, 'auto_pad'))) throw unstreamable(node, 'auto_pad')
  if (integersOf(node, 'output_shape')) throw unstreamable(node, 'its output has a fixed length')
  if (outputPadding !== 0) throw unstreamable(node, `its output_padding is ${outputPadding}`)
  const reach = (kernel - 1) * dilation + 1
  if (left + right !== reach - stride || left < 0 || right < 0) {
    throw unstreamable(node, `it does not make exactly ${stride} frames of each`)
  }
  builder.mark(node.output[0], {
    rank: 3,
    timeAxis: 2,
    channels: groupChannels * integerOf(node, 'group', 1),
    rate: x.rate * stride,
    lagFrames: x.lagFrames * stride + left,
  })
  const contextFrames = Math.ceil(reach / stride) - 1
  if (contextFrames === 0) {
    builder.nodes.push(node)
    return
  }
  const state = builder.newState(inChannels, 0, contextFrames)
  const extended = builder.add('Concat', [state.input, node.input[0] ?? ''], `${state.input}_context`, {
    axis: 2,
  })
  builder.keep(state, extended)
  const raw = builder.freshName(`${state.input}_overlapping`)
  const rewired = { ...node, input: [extended, ...node.input.slice(1)], output: [raw] }
  builder.nodes.push(withAttribute(rewired, 'pads', [0, right]))
  const shape = builder.add('Shape', [state.input], `${state.input}_shape`)
  const length = builder.add('Gather', [shape, builder.integers(2)], `${state.input}_length`)
  const known = builder.add('Mul', [length, builder.integers(stride)], `${state.input}_known`)
  const start = builder.add('Max', [known, builder.integers(left)], `${state.input}_start`)
  builder.nodes.push({
    opType: 'Slice',
    name: builder.freshName(`${state.input}_finished`),
    input: [raw, start, builder.endBut(left), builder.integers(2)],
    output: node.output,
    attribute: [],
  })
}
