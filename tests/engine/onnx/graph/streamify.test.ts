import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { streamify, writeModel, type Model, type StreamedModel } from '../../../../src-main/engine/onnx/graph'
import { elementType } from '../../../../src-main/engine/onnx/graph/model'
import { float32, openSession } from '../../../../src-main/engine/onnx/session'
import { floats, joinFrames, joinRows, maxDifference, pushThrough, tensor } from '../push-through'
import { randomArray, TinyGraph, tinyDecoder, value } from './tiny-graphs'

const channels = 6
const output = 'y'

async function oneShot(model: Model, x: Float32Array): Promise<Float32Array> {
  const session = await openSession(writeModel(model))
  try {
    return floats(tensor(await session.run({ x: float32(x, [1, channels, x.length / channels]) }), output))
  } finally {
    await session.dispose()
  }
}

async function pushed(
  streamed: StreamedModel,
  x: Float32Array,
  sizes: readonly number[],
  width = 8,
): Promise<Float32Array> {
  const session = await openSession(writeModel(streamed.model))
  try {
    const { pieces } = await pushThrough(session, { ...streamed, channels, output }, x, sizes)
    return streamed.outputs[0]?.timeAxis === 1 ? joinRows(pieces) : joinFrames(pieces, width)
  } finally {
    await session.dispose()
  }
}

describe('streamify', () => {
  const frames = 61
  const x = randomArray(channels * frames, 5)

  test('gives the one-shot output for pushes of 1, 2, a prime and all', async () => {
    const model = tinyDecoder()
    const streamed = streamify(model, { statePrefix: 's' })
    const whole = await oneShot(model, x)
    const least = streamed.lookAheadFrames + 1
    for (const sizes of [[least, 1], [least, 2], [least + 6, 7], [23], [frames]]) {
      expect(
        maxDifference(await pushed(streamed, x, sizes), whole),
        `pushes of ${sizes.join()}`,
      ).toBeLessThan(1e-5)
    }
  })

  test('gives the one-shot output for any schedule of pushes and any length', async () => {
    const model = tinyDecoder()
    const streamed = streamify(model, { statePrefix: 's' })
    const least = streamed.lookAheadFrames + 1
    const schedule = fc.tuple(
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 0, max: 20 }),
      fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1, maxLength: 8 }),
    )
    await fc.assert(
      fc.asyncProperty(schedule, async ([length, extra, sizes]) => {
        const sequence = randomArray(channels * length, length)
        const whole = await oneShot(model, sequence)
        const streamedRows = await pushed(streamed, sequence, [least + extra, ...sizes])
        expect(maxDifference(streamedRows, whole)).toBeLessThan(1e-5)
      }),
      { seed: 11, numRuns: 12 },
    )
  })

  test('looks ahead by the sum of the paddings on the right and makes no frame early', async () => {
    const streamed = streamify(tinyDecoder(), { statePrefix: 's' })
    expect(streamed.lookAheadFrames).toBe(3 + 2 + 2)
    const session = await openSession(writeModel(streamed.model))
    const { shapes, states } = await pushThrough(session, { ...streamed, channels, output }, x, [10, 4])
    await session.dispose()
    const rows = shapes.map((dims) => dims[1] ?? 0)
    expect(rows[0]).toBe(10 - 7)
    expect(rows.slice(1, -1).every((count) => count === 4)).toBe(true)
    expect(rows.reduce((sum, count) => sum + count)).toBe(frames)
    expect(states.map(({ dims }) => dims[2])).toEqual(streamed.states.map(({ steadyFrames }) => steadyFrames))
  })

  test('reads a skip beside a single layer from its context, without a state of its own', () => {
    const graph = new TinyGraph()
    graph.conv('x', 'a', { from: channels, to: channels, kernel: 5, pads: [1, 3] })
    graph.add('Add', ['a', 'x'], output)
    const model = graph.model([value('x', [1, channels, 'F'])], [value(output, [1, channels, 'F'])])
    const { states, lookAheadFrames } = streamify(model, { statePrefix: 's' })
    expect(states).toEqual([{ input: 's0', output: 's0_next', channels, startFrames: 1, steadyFrames: 4 }])
    expect(lookAheadFrames).toBe(3)
  })

  test('delays, joins and splits branches that look ahead by different amounts', async () => {
    const graph = new TinyGraph()
    graph.conv('x', 'far', { from: channels, to: 4, kernel: 9 })
    graph.conv('x', 'near', { from: channels, to: 4, kernel: 3 })
    graph.add('Transpose', ['near'], 'near_rows', { perm: [0, 2, 1] })
    graph.add('Transpose', ['far'], 'far_rows', { perm: [0, 2, 1] })
    graph.add('Mul', ['near_rows', 'far_rows'], 'product')
    graph.add('Transpose', ['product'], 'product_columns', { perm: [0, 2, 1] })
    graph.add('Concat', ['product_columns', 'near'], output, { axis: 1 })
    const model = graph.model([value('x', [1, channels, 'F'])], [value(output, [1, 8, 'F'])])
    const streamed = streamify(model, { statePrefix: 's' })
    const whole = await oneShot(model, x)
    for (const sizes of [[5, 1], [9, 13], [frames]]) {
      expect(maxDifference(await pushed(streamed, x, sizes), whole)).toBeLessThan(1e-5)
    }
  })

  test('keeps its names apart from those of the graph', async () => {
    const graph = new TinyGraph()
    graph.conv('x', 's0', { from: channels, to: channels, kernel: 3 })
    graph.conv('s0', 'last', { from: channels, to: channels, kernel: 3 })
    graph.add('Neg', ['last'], output)
    const model = graph.model([value('x', [1, channels, 'F'])], [value(output, [1, channels, 'F'])])
    const streamed = streamify(model, { statePrefix: 's' })
    expect(maxDifference(await pushed(streamed, x, [20, 5], channels), await oneShot(model, x))).toBeLessThan(
      1e-5,
    )
  })

  test('leaves the model it was given as it was', () => {
    const model = tinyDecoder()
    const before = writeModel(model)
    streamify(model, { statePrefix: 's' })
    expect(Buffer.from(writeModel(model)).equals(before)).toBe(true)
  })

  const refused: [string, (graph: TinyGraph) => void, string][] = [
    ['an operator without a rule', (graph) => graph.add('CumSum', ['x', 'axis'], output), 'CumSum'],
    ['a softmax over time', (graph) => graph.add('Softmax', ['x'], output, { axis: 2 }), 'Softmax'],
    ['a mean over time', (graph) => graph.add('ReduceMean', ['x'], output, { axes: [-1] }), 'ReduceMean'],
    [
      'a strided convolution',
      (graph) =>
        graph.add('Conv', ['x', graph.weights([4, channels, 3])], output, { strides: [2], pads: [1, 1] }),
      'stride',
    ],
    [
      'a convolution that shortens the sequence',
      (graph) => graph.add('Conv', ['x', graph.weights([4, channels, 3])], output),
      'number of frames',
    ],
    [
      'a constant as long as one sequence',
      (graph) => graph.add('Add', ['x', graph.weights([61])], output),
      'length along time',
    ],
    [
      'a product over time',
      (graph) => graph.add('MatMul', ['x', graph.weights([61, 4])], output),
      'sums over time',
    ],
  ]
  test.each(refused)('names the operator when it meets %s', (_, build, named) => {
    const graph = new TinyGraph()
    build(graph)
    const model = graph.model([value('x', [1, channels, 'F'])], [value(output, [1, channels, 'F'])])
    expect(() => streamify(model, { statePrefix: 's' })).toThrow(
      expect.objectContaining({
        code: 'voice/incompatible',
        message: expect.stringContaining(named) as string,
      }),
    )
  })

  test('refuses a graph with two inputs or one that is not float32', () => {
    const graph = new TinyGraph()
    graph.add('Add', ['x', 'z'], output)
    const outputs = [value(output, [1, channels, 'F'])]
    const two = graph.model([value('x', [1, channels, 'F']), value('z', [1, channels, 'F'])], outputs)
    const integers = graph.model([value('x', [1, channels, 'F'], elementType.int64)], outputs)
    for (const model of [two, integers]) {
      expect(() => streamify(model, { statePrefix: 's' })).toThrow(/Only one float32 input/)
    }
  })
})
