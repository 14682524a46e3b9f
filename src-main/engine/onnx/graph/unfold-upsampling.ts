import { dropUnused } from './cut'
import { elementType, type Model, type Node, type TensorData } from './model'
import { integerOf, integersOf, makeNode, textOf } from './node'
import { dimensionsOf, float32Constant, int64Constant, valuesOf } from './tensor-data'
import { nameGiver, wire } from './wiring'

/**
 * Writes every transposed convolution over time as a plain one that computes the `stride` phases of its output as so
 * many channels, which are then laid one behind the other (polyphase form: Vaidyanathan, Multirate Systems and Filter
 * Banks, 1993). The runtime multiplies for all taps and then adds up what overlaps, point by point; as a convolution
 * the same sums take a third of the time (measured on an upsampling by 8, 8 and 4, one thread). The values are those
 * of before but for the order of summing. Left as they are: those of several groups, with dilation or with output
 * padding, those that cut away more than one input frame sounds, and those whose weights are no float32 constant.
 */
export function unfoldUpsampling(model: Model): Model {
  const { graph } = model
  const freshName = nameGiver(wire(graph))
  const initializers = new Map(graph.initializer.map((tensor) => [tensor.name ?? '', tensor]))
  const added: TensorData[] = []
  const constant = (tensor: TensorData): string => {
    added.push(tensor)
    return tensor.name ?? ''
  }
  const integers = (name: string, values: readonly number[]): string =>
    constant(int64Constant(freshName(name), values))

  const nodes = graph.node.flatMap((node): Node[] => {
    const [input = '', weightsName = '', biasName = ''] = node.input
    const [output = ''] = node.output
    const weights = initializers.get(weightsName)
    const bias = initializers.get(biasName)
    if (!isFloat32(weights) || (biasName !== '' && !isFloat32(bias)) || !isPlainUpsampling(node, weights))
      return [node]
    const [, outChannels = 0, kernel = 0] = dimensionsOf(weights)
    const [stride = 1] = integersOf(node, 'strides') ?? []
    const taps = Math.ceil(kernel / stride)
    const [cutBefore = 0, cutAfter = 0] = integersOf(node, 'pads') ?? []
    const start = wholeFrames(cutBefore, stride)
    const end = wholeFrames(taps * stride - kernel + cutAfter, stride)
    if (start.frames >= taps || end.frames >= taps) return [node]

    const [phases, apart, inOrder, laid] = ['phases', 'apart', 'in_order', 'laid'].map((part) =>
      freshName(`${output}_${part}`),
    )
    const phaseWeights = constant(weightsOfPhases(freshName(`${weightsName}_phases`), weights, stride))
    const phaseBias = bias && constant(biasOfPhases(freshName(`${biasName}_phases`), bias, stride))
    return [
      makeNode('Conv', [input, phaseWeights, ...(phaseBias ? [phaseBias] : [])], [phases], {
        kernel_shape: [taps],
        strides: [1],
        dilations: [1],
        pads: [taps - 1 - start.frames, taps - 1 - end.frames],
        group: 1,
      }),
      // [batch, channels · stride, n] to [batch, channels, n · stride].
      makeNode('Reshape', [phases, integers(`${output}_apart_shape`, [0, outChannels, stride, -1])], [apart]),
      makeNode('Transpose', [apart], [inOrder], { perm: [0, 1, 3, 2] }),
      makeNode('Reshape', [inOrder, integers(`${output}_shape`, [0, outChannels, -1])], [laid]),
      makeNode(
        'Slice',
        [
          laid,
          integers(`${output}_from`, [start.samples]),
          integers(`${output}_until`, [end.samples === 0 ? Number.MAX_SAFE_INTEGER : -end.samples]),
          integers(`${output}_axis`, [2]),
        ],
        [output],
      ),
    ]
  })
  if (added.length === 0) return model
  return dropUnused({
    ...model,
    graph: { ...graph, node: nodes, initializer: [...graph.initializer, ...added] },
  })
}

/** Whole frames that are cut away need not be computed; what is left is cut from the samples. */
function wholeFrames(samples: number, stride: number): { frames: number; samples: number } {
  return { frames: Math.floor(samples / stride), samples: samples % stride }
}

function isFloat32(tensor: TensorData | undefined): tensor is TensorData {
  return tensor?.dataType === elementType.float32
}

function isPlainUpsampling(node: Node, weights: TensorData): boolean {
  const isOne = (values: readonly number[] | undefined): boolean =>
    (values ?? []).every((value) => value === 1)
  return (
    node.opType === 'ConvTranspose' &&
    dimensionsOf(weights).length === 3 &&
    integerOf(node, 'group', 1) === 1 &&
    isOne(integersOf(node, 'dilations')) &&
    (integersOf(node, 'output_padding') ?? []).every((value) => value === 0) &&
    integersOf(node, 'output_shape') === undefined &&
    ['', 'NOTSET'].includes(textOf(node, 'auto_pad'))
  )
}

/** [in, out, kernel] to [out · stride, in, taps]: phase p of an output channel reads every stride-th tap from p on. */
function weightsOfPhases(name: string, weights: TensorData, stride: number): TensorData {
  const [inChannels = 0, outChannels = 0, kernel = 0] = dimensionsOf(weights)
  const values = valuesOf(weights)
  const taps = Math.ceil(kernel / stride)
  const result = new Float32Array(outChannels * stride * inChannels * taps)
  for (let from = 0; from < inChannels; from++)
    for (let to = 0; to < outChannels; to++)
      for (let tap = 0; tap < kernel; tap++) {
        const row = to * stride + (tap % stride)
        // A convolution reads forwards in time, a transposed one writes forwards.
        const place = taps - 1 - Math.floor(tap / stride)
        result[(row * inChannels + from) * taps + place] = values[(from * outChannels + to) * kernel + tap]
      }
  return float32Constant(name, result, [outChannels * stride, inChannels, taps])
}

function biasOfPhases(name: string, bias: TensorData, stride: number): TensorData {
  const values = valuesOf(bias)
  const result = Float32Array.from(
    { length: values.length * stride },
    (_, index) => values[Math.floor(index / stride)],
  )
  return float32Constant(name, result, [result.length])
}
