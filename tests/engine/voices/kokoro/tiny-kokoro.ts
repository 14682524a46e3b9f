import { elementType, type Model } from '../../../../src-main/engine/onnx/graph/model'
import { float32Constant } from '../../../../src-main/engine/onnx/graph/tensor-data'
import { addQuantisedConvolution } from '../../onnx/graph/quantised-convolution'
import { TinyGraph, value } from '../../onnx/graph/tiny-graphs'

export const tinyHopSamples = 6
const channels = 4

/**
 * A network put together as a Kokoro voice is, with other names for everything inside: two frames a token, curves at
 * twice their rate, a harmonic source, a decoder whose norm goes over all of the time it is given.
 * @param spoil adds what such a voice does not have, and names what is heard instead of `both`
 */
export function tinyKokoro(spoil: (graph: TinyGraph, both: string) => string = (_, both) => both): Model {
  const graph = new TinyGraph()
  graph.add('Cast', ['tokens'], 'numbers', { to: elementType.float32 })
  graph.add('Div', ['numbers', 'speed'], 'long')
  graph.add('Round', ['long'], 'whole')
  graph.add('Clip', ['whole', graph.constant(float32Constant('one', Float32Array.of(1), []))], 'lasting')
  graph.add('Unsqueeze', ['lasting', graph.integers([1])], 'row')
  graph.conv('row', 'encoded', { from: 1, to: channels, kernel: 3 })
  const twice = { from: channels, kernel: 4, stride: 2 }
  graph.convTranspose('encoded', 'drawn_out', { ...twice, to: channels })
  graph.convTranspose('drawn_out', 'hertz', { ...twice, to: 1 })
  graph.convTranspose('drawn_out', 'loud', { ...twice, to: 1 })
  graph.convTranspose('hertz', 'steps', { from: 1, to: 1, kernel: 3, stride: 3 })
  graph.add('Sin', ['steps'], 'wave')
  graph.add('Transpose', ['wave'], 'upright', { perm: [0, 2, 1] })
  graph.add('Tanh', ['upright'], 'buzz')
  addQuantisedConvolution(graph, 'hertz', 'hertz_halved', { from: 1, to: 1, kernel: 3, stride: 2 })
  addQuantisedConvolution(graph, 'loud', 'loud_halved', { from: 1, to: 1, kernel: 3, stride: 2 })
  graph.add('Concat', ['drawn_out', 'hertz_halved', 'loud_halved'], 'joined', { axis: 1 })
  addQuantisedConvolution(graph, 'joined', 'mixed', { from: channels + 2, to: channels, kernel: 3 })
  graph.add('ReduceMean', ['mixed'], 'mean', { axes: [2] })
  graph.add('Sub', ['mixed', 'mean'], 'levelled')
  graph.add('MatMul', ['style', graph.weights([256, channels], 0.05)], 'manner')
  graph.add('Unsqueeze', ['manner', graph.integers([2])], 'manner_column')
  graph.add('Mul', ['levelled', 'manner_column'], 'styled')
  graph.convTranspose('styled', 'voiced', {
    from: channels,
    to: 1,
    kernel: tinyHopSamples,
    stride: tinyHopSamples,
  })
  graph.add('Transpose', ['buzz'], 'buzz_row', { perm: [0, 2, 1] })
  graph.add('Add', ['voiced', 'buzz_row'], 'both')
  graph.add('Reshape', [spoil(graph, 'both'), graph.integers([-1])], 'heard')
  return graph.model(
    [value('tokens', [1, 'P'], elementType.int64), value('style', [1, 256]), value('speed', [1])],
    [value('heard', ['samples'])],
  )
}
