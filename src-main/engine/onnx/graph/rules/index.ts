import type { Node } from '../model'
import type { StreamBuilder } from '../stream-builder'
import { streamConvolution } from './convolution'
import * as perFrame from './per-frame'
import { streamTransposedConvolution } from './transposed-convolution'

/** Rewrites one node whose input is streamed, and marks what it makes. */
export type StreamRule = (node: Node, builder: StreamBuilder) => void

const unary = `Abs Cast Ceil Clip Cos DequantizeLinear DynamicQuantizeLinear Elu Erf Exp Floor Gelu HardSigmoid Identity
  LeakyRelu Log Neg QuantizeLinear Reciprocal Relu Round Selu Sigmoid Sign Sin Softplus Softsign Sqrt Tanh`
const elementwise = 'Add Div Max Min Mul PRelu Pow Sub Where'
const reductions = 'ReduceL2 ReduceMax ReduceMean ReduceMin ReduceSum'

/** Which rule streams which operator; a voice with another operator needs a line, or a file, here. */
export const streamRules: ReadonlyMap<string, StreamRule> = new Map<string, StreamRule>([
  ...each(unary, perFrame.streamUnary),
  ...each(elementwise, perFrame.streamElementwise),
  ...each(reductions, perFrame.streamReduction),
  ...each('LogSoftmax Softmax', perFrame.streamAlongAxis),
  ...each('MatMul MatMulInteger', perFrame.streamMatMul),
  ['Concat', perFrame.streamConcat],
  ['Conv', streamConvolution],
  ['LayerNormalization', perFrame.streamLayerNormalization],
  ['ConvTranspose', streamTransposedConvolution],
  ['Slice', perFrame.streamSlice],
  ['Split', perFrame.streamSplit],
  ['Transpose', perFrame.streamTranspose],
])

function each(operators: string, rule: StreamRule): [string, StreamRule][] {
  return operators.split(/\s+/).map((operator) => [operator, rule])
}
