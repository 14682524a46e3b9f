import { integerOf, integersOf, textOf, withAttribute } from '../node'
import { unstreamable, type StreamBuilder } from '../stream-builder'
import { dimensionsOf } from '../tensor-data'
import type { Node } from '../model'

/**
 * A convolution along time computes the same values from [context, chunk] without padding. Its context is what it saw
 * last; at the start, its own zero padding; after the last frame, zeros again. It lags by its padding on the right.
 */
export function streamConvolution(node: Node, builder: StreamBuilder): void {
  const x = builder.expectStreamed(node, 0)
  if (x.timeAxis !== 2 || x.rank !== 3) throw unstreamable(node, 'it does not run along time')
  const weights = builder.wiring.constant(node.input[1] ?? '')
  if (!weights) throw unstreamable(node, 'its weights are not part of the file')
  const [outChannels, inChannels, kernel] = dimensionsOf(weights)
  if (outChannels === undefined || inChannels === undefined || kernel === undefined) {
    throw unstreamable(node, 'its weights are not those of a one-dimensional convolution')
  }
  const [stride = 1] = integersOf(node, 'strides') ?? []
  const [dilation = 1] = integersOf(node, 'dilations') ?? []
  const [left = 0, right = 0] = integersOf(node, 'pads') ?? []
  if (!['', 'NOTSET', 'VALID'].includes(textOf(node, 'auto_pad'))) throw unstreamable(node, 'auto_pad')
  if (stride !== 1) throw unstreamable(node, `its stride is ${stride}`)
  if (left + right !== (kernel - 1) * dilation || left < 0 || right < 0) {
    throw unstreamable(node, 'it changes the number of frames')
  }
  builder.mark(node.output[0], { ...x, channels: outChannels, lagFrames: x.lagFrames + right })
  if (kernel === 1) {
    builder.nodes.push(node)
    return
  }
  const groups = integerOf(node, 'group', 1)
  const channels = inChannels * groups
  const activation = activationInsideSkip(node, builder)
  const extended = activation
    ? activated(activation, builder.extend(activation.input[0] ?? '', channels, left, right), builder)
    : builder.extend(node.input[0] ?? '', channels, left, right)
  const rewired = { ...node, input: [extended, ...node.input.slice(1)] }
  builder.nodes.push(withAttribute(rewired, 'pads', [0, 0]))
}

/** Activations that make zero of zero: the padding of what follows may be put before them. */
const keepsZero = new Set(['Elu', 'Erf', 'Gelu', 'LeakyRelu', 'Relu', 'Selu', 'Softsign', 'Tanh'])

/**
 * The activation of a residual layer x + convolution(activation(x)). Its context is taken before the activation: then
 * it holds the delayed x for the sum as well, and the skip needs no state of its own (3 to 8 % of a HiFi-GAN's time).
 */
function activationInsideSkip(node: Node, builder: StreamBuilder): Node | undefined {
  const activation = builder.wiring.producer(node.input[0] ?? '')
  if (!activation || !keepsZero.has(activation.opType)) return undefined
  const [source = ''] = activation.input
  const isSkipped = builder.wiring
    .consumers(node.output[0] ?? '')
    .some(({ opType, input }) => opType === 'Add' && input.includes(source))
  return isSkipped ? activation : undefined
}

function activated(activation: Node, extended: string, builder: StreamBuilder): string {
  const output = builder.freshName(`${extended}_activated`)
  builder.nodes.push({ ...activation, name: output, input: [extended], output: [output] })
  return output
}
