import { elementType, writeModel, type Model } from '../../../../src-main/engine/onnx/graph'
import { float32Constant } from '../../../../src-main/engine/onnx/graph/tensor-data'
import { addHifigan, TinyGraph, value, type TinyStage } from '../../onnx/graph/tiny-graphs'

/** Which of the published sizes a tiny voice is built like; `odd` is like none, with other strides. */
export type TinySize = 'low' | 'medium' | 'high' | 'odd'

const smallBlocks = [
  { kernel: 3, dilations: [1, 2] },
  { kernel: 5, dilations: [2, 6] },
  { kernel: 7, dilations: [3, 12] },
]
const largeBlocks = [3, 7, 11].map((kernel) => ({ kernel, dilations: [1, 3, 5] }))
const medium: readonly TinyStage[] = [
  { kernel: 16, stride: 8, blocks: smallBlocks },
  { kernel: 16, stride: 8, blocks: smallBlocks },
  { kernel: 8, stride: 4, blocks: smallBlocks },
]
const stagesOf: Readonly<Record<TinySize, readonly TinyStage[]>> = {
  low: medium,
  medium,
  high: [
    [16, 8],
    [16, 8],
    [4, 2],
    [4, 2],
  ].map(([kernel, stride]) => ({ kernel, stride, blocks: largeBlocks, isDouble: true })),
  odd: [
    { kernel: 11, stride: 5, blocks: smallBlocks },
    { kernel: 7, stride: 3, blocks: [{ kernel: 3, dilations: [1, 3] }] },
  ],
}

/** Symbols a tiny voice knows, and the width of its layers (of a multiple of four, as published voices: others lose channels on WebGPU). */
export const tinySymbols = 20
const channels = 12
const hidden = 8
const speakerChannels = 5

/**
 * A voice built as Piper's exporter builds them, with random weights: from symbols to samples in one graph, its noise
 * drawn inside, its mask everywhere, and with several speakers an input `sid` that biases durations, flow and decoder.
 */
export function tinyVits(options: { size?: TinySize; speakers?: number } = {}): Model {
  const { size = 'odd', speakers = 1 } = options
  const graph = new TinyGraph()
  const isMany = speakers > 1
  graph.add('Gather', ['scales', graph.integers([0])], 'noise_scale')
  graph.add('Gather', ['scales', graph.integers([1])], 'length_scale')
  graph.add('Gather', ['scales', graph.integers([2])], 'duration_noise_scale')
  if (isMany) {
    graph.add('Gather', [graph.weights([speakers, speakerChannels], 1), 'sid'], 'speaker_row')
    graph.add('Unsqueeze', ['speaker_row', graph.integers([-1])], 'g')
  }
  addEncoder(graph)
  addDurations(graph, isMany)
  addPrior(graph)
  addFlow(graph, isMany)
  if (isMany) graph.conv('g', 'decoder_bias', { from: speakerChannels, to: hidden, kernel: 1 })
  addHifigan(graph, stagesOf[size], { x: 'z', channels, hidden, ...(isMany ? { bias: 'decoder_bias' } : {}) })
  graph.add('Unsqueeze', ['y', graph.integers([1])], 'output')
  const inputs = [
    value('input', [1, 'P'], elementType.int64),
    value('input_lengths', [1], elementType.int64),
    value('scales', [3]),
  ]
  if (isMany) inputs.push(value('sid', [1], elementType.int64))
  return graph.model(inputs, [value('output', [1, 1, 1, 'S'])])
}

export function tinyVitsBytes(options: { size?: TinySize; speakers?: number } = {}): Uint8Array {
  return writeModel(tinyVits(options))
}

/** The configuration that is published beside such a voice. */
export function tinyConfig(change: object = {}): object {
  const letters = Object.fromEntries([...' abdefghiklmnoəː'].map((letter, index) => [letter, [index + 3]]))
  return {
    audio: { sample_rate: 16_000, quality: 'x_low' },
    espeak: { voice: 'en-us' },
    language: { code: 'en_US' },
    dataset: 'tiny',
    phoneme_type: 'espeak',
    inference: { noise_scale: 0.667, length_scale: 1, noise_w: 0.8 },
    num_symbols: tinySymbols,
    num_speakers: 1,
    phoneme_id_map: { _: [0], '^': [1], $: [2], ...letters },
    ...change,
  }
}

/** Means and logarithms of the deviations, [1, channels, P]. */
function addEncoder(graph: TinyGraph): void {
  graph.add('Gather', [graph.weights([tinySymbols, hidden], 1), 'input'], 'rows')
  graph.add('Transpose', ['rows'], 'x', { perm: [0, 2, 1] })
  graph.conv('x', 'stats', { from: hidden, to: 2 * channels, kernel: 1 })
  const halves = graph.integers([channels, channels])
  graph.addNode({
    opType: 'Split',
    name: 'stats_split',
    input: ['stats', halves],
    output: ['m_p', 'logs_p'],
    attribute: [{ name: 'axis', i: 1, type: 2 }],
  })
}

/** Whole frames of every symbol, and the mask made of their sum. */
function addDurations(graph: TinyGraph, isMany: boolean): void {
  graph.conv('x', 'dp', { from: hidden, to: 2, kernel: 3 })
  graph.add('RandomNormalLike', ['dp'], 'dp_noise')
  graph.add('Mul', ['dp_noise', 'duration_noise_scale'], 'dp_scaled')
  graph.add('Add', ['dp', 'dp_scaled'], 'dp_noisy')
  let log = graph.conv('dp_noisy', 'logw', { from: 2, to: 1, kernel: 1, scale: 0.5 })
  if (isMany) {
    graph.conv('g', 'dp_bias', { from: speakerChannels, to: 1, kernel: 1 })
    log = graph.add('Add', [log, 'dp_bias'], 'logw_biased')
  }
  graph.add('Exp', [log], 'w')
  const frames = graph.constant(float32Constant('frames_a_symbol', Float32Array.of(4), []))
  graph.add('Mul', ['w', frames], 'w_long')
  graph.add('Mul', ['w_long', 'length_scale'], 'w_scaled')
  graph.add('Ceil', ['w_scaled'], 'w_ceil')
  // The lengths count the symbols: of a batch of one, all.
  graph.add('Cast', ['input_lengths'], 'lengths_float', { to: elementType.float32 })
  graph.add(
    'Mul',
    ['lengths_float', graph.constant(float32Constant('none', Float32Array.of(0), [1]))],
    'zero',
  )
  graph.add('ReduceSum', ['w_ceil', graph.integers([1, 2])], 'sum', { keepdims: 0 })
  graph.add('Add', ['sum', 'zero'], 'total')
  graph.add('Squeeze', ['total', graph.integers([0])], 'total_scalar')
  const [start, step] = [0, 1].map((number) =>
    graph.constant(float32Constant(`range_${number}`, Float32Array.of(number), [])),
  )
  graph.add('Range', [start, 'total_scalar', step], 'times')
  graph.add('Less', ['times', 'total_scalar'], 'is_inside')
  graph.add('Cast', ['is_inside'], 'inside', { to: elementType.float32 })
  graph.add('Unsqueeze', ['inside', graph.integers([0, 1])], 'y_mask')
}

/** Every symbol's mean and deviation as long as it lasts, and the noise. */
function addPrior(graph: TinyGraph): void {
  graph.add('CumSum', ['w_ceil', graph.integers([2])], 'ends')
  graph.add('Sub', ['ends', 'w_ceil'], 'starts')
  graph.add('Unsqueeze', ['times', graph.integers([0, 2])], 'times_column')
  for (const bound of ['ends', 'starts']) {
    graph.add('Less', ['times_column', bound], `before_${bound}`)
    graph.add('Cast', [`before_${bound}`], `${bound}_float`, { to: elementType.float32 })
  }
  graph.add('Sub', ['ends_float', 'starts_float'], 'attn')
  for (const name of ['m_p', 'logs_p']) {
    graph.add('Transpose', [name], `${name}_rows`, { perm: [0, 2, 1] })
    graph.add('MatMul', ['attn', `${name}_rows`], `${name}_long_rows`)
    graph.add('Transpose', [`${name}_long_rows`], `${name}_long`, { perm: [0, 2, 1] })
  }
  graph.add('RandomNormalLike', ['m_p_long'], 'noise')
  graph.add('Exp', ['logs_p_long'], 'deviation')
  graph.add('Mul', ['noise', 'deviation'], 'noise_deviating')
  graph.add('Mul', ['noise_deviating', 'noise_scale'], 'noise_scaled')
  graph.add('Add', ['m_p_long', 'noise_scaled'], 'z_p')
}

/** Two couplings of one gated convolution each, the channels swapped between them. */
function addFlow(graph: TinyGraph, isMany: boolean): void {
  const half = channels / 2
  let x = 'z_p'
  for (const coupling of [0, 1]) {
    const name = (wish: string): string => `flow${coupling}_${wish}`
    const part = (tensor: string, from: number, to: number, output: string): string =>
      graph.add(
        'Slice',
        [tensor, graph.integers([from]), graph.integers([to]), graph.integers([1])],
        name(output),
      )
    const [kept, moved] = [part(x, 0, half, 'kept'), part(x, half, channels, 'moved')]
    graph.conv(kept, name('pre'), { from: half, to: hidden, kernel: 1 })
    graph.add('Mul', [name('pre'), 'y_mask'], name('h'))
    graph.conv(name('h'), name('in'), { from: hidden, to: 2 * hidden, kernel: 5 })
    let bias = name('nothing')
    if (isMany) {
      graph.conv('g', name('cond'), { from: speakerChannels, to: 4 * hidden, kernel: 1 })
      bias = part(name('cond'), 2 * hidden, 4 * hidden, 'cond_part')
    } else {
      graph.add('Shape', [name('in')], name('shape'))
      const zero = float32Constant('', new Float32Array(1), [1])
      graph.add('ConstantOfShape', [name('shape')], bias, { value: zero })
    }
    graph.add('Add', [name('in'), bias], name('biased'))
    graph.add('Tanh', [part(name('biased'), 0, hidden, 'first')], name('tanh'))
    graph.add('Sigmoid', [part(name('biased'), hidden, 2 * hidden, 'second')], name('gate'))
    graph.add('Mul', [name('tanh'), name('gate')], name('acts'))
    graph.conv(name('acts'), name('post'), { from: hidden, to: half, kernel: 1 })
    graph.add('Mul', [name('post'), 'y_mask'], name('mean'))
    graph.add('Sub', [moved, name('mean')], name('shifted'))
    graph.add('Mul', [name('shifted'), 'y_mask'], name('shifted_masked'))
    x = graph.add('Concat', [name('shifted_masked'), kept], name('out'), { axis: 1 })
  }
  graph.add('Mul', [x, 'y_mask'], 'z')
}
