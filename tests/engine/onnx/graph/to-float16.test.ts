import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  readModel,
  streamify,
  toFloat16,
  writeModel,
  type Model,
} from '../../../../src-main/engine/onnx/graph'
import { toHalf } from '../../../../src-main/engine/onnx/graph/half'
import { elementType } from '../../../../src-main/engine/onnx/graph/model'
import { float32Constant } from '../../../../src-main/engine/onnx/graph/tensor-data'
import { compareSounds } from '../../../../src-main/engine/onnx/providers/compare'
import { float32, openSession } from '../../../../src-main/engine/onnx/session'
import { floats, joinFrames, pushThrough, tensor } from '../push-through'
import { randomArray, TinyGraph, value } from './tiny-graphs'

/** The other way, by the definition of the format. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction ? NaN : sign * Infinity
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15))
}

describe('toHalf', () => {
  test('what a half can hold comes back unchanged: every one of the 63,488', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      if (((bits >> 10) & 31) === 31) continue
      expect(toHalf([fromHalf(bits)])[0]).toBe(bits)
    }
  })

  test('no half is nearer, and of two as near the even one is taken', () => {
    fc.assert(
      fc.property(fc.float({ min: -65_000, max: 65_000, noNaN: true }), (number) => {
        const [bits = 0] = toHalf([number])
        const distance = Math.abs(fromHalf(bits) - number)
        for (const other of [bits - 1, bits + 1]) {
          const otherDistance = Math.abs(fromHalf(other & 0xffff) - number)
          if (Number.isNaN(otherDistance)) continue
          expect(distance).toBeLessThanOrEqual(otherDistance)
          if (distance === otherDistance && distance > 0) expect(bits & 1).toBe(0)
        }
      }),
      { seed: 16, numRuns: 2_000 },
    )
  })

  test('too large is infinite, too small is zero, no number stays none', () => {
    const halves = toHalf([65_520, -1e9, 65_519, 1e-9, -1e-9, NaN])
    expect([...halves].map(fromHalf)).toEqual([Infinity, -Infinity, 65_504, 0, -0, NaN])
  })
})

const channels = 4

/** A little of everything a decoder is made of: a transposed convolution, a norm over channels, a residual sum. */
function decoder(): Model {
  const graph = new TinyGraph()
  graph.conv('x', 'a', { from: channels, to: 6, kernel: 3 })
  graph.add('LeakyRelu', ['a'], 'b')
  graph.conv('b', 'c', { from: 6, to: 6, kernel: 5 })
  graph.add('Add', ['a', 'c'], 'd')
  graph.add('ReduceMean', ['d'], 'mean', { axes: [1], keepdims: 1 })
  graph.add('Sub', ['d', 'mean'], 'e')
  graph.add('Mul', ['e', 'e'], 'squares')
  graph.add('ReduceMean', ['squares'], 'variance', { axes: [1], keepdims: 1 })
  const tiny = graph.constant(float32Constant('tiny', Float32Array.of(1e-5), [1]))
  graph.add('Add', ['variance', tiny], 'f')
  graph.add('Sqrt', ['f'], 'deviation')
  graph.add('Div', ['e', 'deviation'], 'g')
  graph.conv('g', 'h', { from: 6, to: 2, kernel: 3 })
  graph.add('Tanh', ['h'], 'y')
  return graph.model([value('x', [1, channels, 'n'])], [value('y', [1, 2, 'm'])])
}

async function run(model: Model, x: Float32Array, sizes: readonly number[]): Promise<Float32Array> {
  const streamed = streamify(model, { statePrefix: 's_' })
  const half = toFloat16(streamed.model)
  const outputs: Float32Array[] = []
  for (const one of [streamed.model, half]) {
    const session = await openSession(writeModel(one))
    const { pieces } = await pushThrough(
      session,
      { ...streamed, channels, output: streamed.outputs[0].name },
      x,
      sizes,
    )
    outputs.push(joinFrames(pieces, 2))
    await session.dispose()
  }
  const { signalToNoiseDb } = compareSounds(outputs[0], outputs[1])
  expect(signalToNoiseDb).toBeGreaterThan(45)
  // It must be another precision, else the test compares nothing.
  expect(signalToNoiseDb).toBeLessThan(110)
  return outputs[1]
}

describe('toFloat16', () => {
  test('a streamed decoder gives nearly what it gave in single precision, for any pushes', async () => {
    const x = randomArray(channels * 40, 3)
    const whole = await run(decoder(), x, [40])
    const pushed = await run(decoder(), x, [9, 7, 1, 5])
    expect(compareSounds(whole, pushed).signalToNoiseDb).toBeGreaterThan(45)
  })

  test('inputs and outputs stay float32, weights are half as large, nothing that is read is missing', () => {
    const model = decoder()
    const half = readModel(writeModel(toFloat16(model)))
    expect(half.graph.input).toEqual(model.graph.input)
    expect(half.graph.output).toEqual(model.graph.output)
    const weights = half.graph.initializer.filter(({ dims }) => dims.length === 3)
    expect(weights.length).toBeGreaterThan(0)
    expect(new Set(weights.map(({ dataType }) => dataType))).toEqual(new Set([elementType.float16]))
    expect(writeModel(half).byteLength).toBeLessThan(writeModel(model).byteLength)
  })

  test('sums over channels, roots and their like are computed in single precision', () => {
    const { graph } = toFloat16(decoder())
    const made = new Map(graph.node.flatMap((node) => node.output.map((name) => [name, node] as const)))
    for (const node of graph.node.filter(({ opType }) => ['ReduceMean', 'Sqrt'].includes(opType)))
      for (const name of node.input) expect(name, node.opType).not.toMatch(/_half$/)
    expect(made.get('deviation')?.opType).toBe('Sqrt')
  })

  test('a weight that half precision cannot hold keeps its operator single', async () => {
    const graph = new TinyGraph()
    const large = graph.constant(float32Constant('large', Float32Array.of(1e6), [1]))
    graph.add('Mul', ['x', large], 'y')
    const model = toFloat16(graph.model([value('x', [1, 1, 'n'])], [value('y', [1, 1, 'n'])]))
    const session = await openSession(writeModel(model))
    const outputs = await session.run({ x: float32(Float32Array.of(0.5), [1, 1, 1]) })
    await session.dispose()
    expect(floats(tensor(outputs, 'y'))[0]).toBe(5e5)
  })

  test('whole numbers are left alone: shapes, lengths and what is computed from them', () => {
    const streamed = streamify(decoder(), { statePrefix: 's_' })
    const { graph } = toFloat16(streamed.model)
    for (const node of graph.node.filter(({ opType }) => ['Shape', 'Gather', 'Max'].includes(opType)))
      for (const name of node.output) expect(name).not.toMatch(/_half$/)
    expect(graph.input.find(({ name }) => name === streamed.lastInput)?.type?.tensorType?.elemType).toBe(
      elementType.int64,
    )
  })
})
