import { elementType } from '../../../../src-main/engine/onnx/graph/model'
import { makeNode } from '../../../../src-main/engine/onnx/graph/node'
import { float32Constant, int64Constant } from '../../../../src-main/engine/onnx/graph/tensor-data'
import { randomArray, type TinyGraph } from './tiny-graphs'

/**
 * A dynamically quantised convolution as the runtime's own quantiser writes it; all its names begin with `output`.
 * @returns what it stands for in float32
 */
export function addQuantisedConvolution(
  graph: TinyGraph,
  x: string,
  output: string,
  shape: { from: number; to: number; kernel: number; stride?: number },
  options: { hasBias?: boolean; perChannel?: boolean } = {},
): { weights: Float32Array; bias: Float32Array | null } {
  const { from, to, kernel, stride = 1 } = shape
  const { hasBias = true, perChannel = false } = options
  const named = (ending: string) => `${output}_${ending}`
  const zero = 121
  const scales = Float32Array.from({ length: perChannel ? to : 1 }, (_, index) => 0.004 + index / 2_000)
  const integers = randomArray(to * from * kernel, output.length + kernel, 100).map(
    (w) => Math.round(w) + zero,
  )
  const bias = hasBias ? randomArray(to, 31 + kernel, 0.3) : null
  graph.addNode(makeNode('DynamicQuantizeLinear', [x], [named('xq'), named('xs'), named('xz')]))
  graph.constant({
    name: named('wq'),
    dims: [to, from, kernel],
    dataType: elementType.uint8,
    rawData: Uint8Array.from(integers),
  })
  graph.constant({ name: named('wz'), dims: [], dataType: elementType.uint8, int32Data: [zero] })
  graph.constant(float32Constant(named('ws'), scales, perChannel ? [to, 1] : []))
  graph.add('Mul', [named('xs'), named('ws')], named('scales'))
  const half = Math.floor(kernel / 2)
  graph.add('ConvInteger', [named('xq'), named('wq'), named('xz'), named('wz')], named('sum'), {
    kernel_shape: [kernel],
    strides: [stride],
    pads: [half, half],
  })
  let sum = named('sum')
  if (bias) {
    graph.constant(float32Constant(named('bias'), bias, [to]))
    graph.add('Div', [named('bias'), named('scales')], named('bias_steps'))
    graph.add('Floor', [named('bias_steps')], named('bias_floor'))
    graph.add('Cast', [named('bias_floor')], named('bias_integers'), { to: elementType.int32 })
    graph.constant(int64Constant(named('bias_shape'), [1, to, 1]))
    graph.add('Reshape', [named('bias_integers'), named('bias_shape')], named('bias_column'))
    sum = graph.add('Add', [sum, named('bias_column')], named('biased'))
  }
  graph.add('Cast', [sum], named('cast'), { to: elementType.float32 })
  graph.add('Mul', [named('cast'), named('scales')], output)
  const perRow = from * kernel
  const weights = integers.map((w, index) => (w - zero) * scales[perChannel ? Math.floor(index / perRow) : 0])
  return { weights, bias }
}
