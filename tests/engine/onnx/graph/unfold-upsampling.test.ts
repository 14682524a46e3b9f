import { describe, expect, test } from 'vitest'
import { toFloat16, unfoldUpsampling, writeModel } from '../../../../src-main/engine/onnx/graph'
import type { Model } from '../../../../src-main/engine/onnx/graph/model'
import { float32, openSession } from '../../../../src-main/engine/onnx/session'
import { floats, maxDifference, tensor } from '../push-through'
import { randomArray, TinyGraph, tinyHifigan, value } from './tiny-graphs'

const channels = 6

async function run(model: Model, frames: number): Promise<Float32Array> {
  const session = await openSession(writeModel(model))
  try {
    const x = float32(randomArray(channels * frames, 6), [1, channels, frames])
    return floats(tensor(await session.run({ x }), 'y'))
  } finally {
    await session.dispose()
  }
}

const modelOf = (build: (graph: TinyGraph) => void): Model => {
  const graph = new TinyGraph()
  build(graph)
  return graph.model([value('x', [1, channels, 'F'])], [value('y', [])])
}
const operators = ({ graph }: Model): string[] => graph.node.map(({ opType }) => opType)

describe('unfoldUpsampling', () => {
  const shapes = [2, 3, 8].flatMap((stride) =>
    [1, stride - 1, stride, stride + 1, 2 * stride, 2 * stride + 1, 3 * stride].flatMap((kernel) =>
      [
        [0, 0],
        [1, 0],
        [0, 1],
        [stride, stride - 1],
        [Math.floor((kernel - 1) / 2), Math.floor(kernel / 2)],
      ].map((pads) => ({ stride, kernel, pads: pads as [number, number] })),
    ),
  )

  test('gives the values of before for every stride, kernel and cut', async () => {
    let unfolded = 0
    for (const shape of shapes) {
      const model = modelOf((graph) => graph.convTranspose('x', 'y', { from: channels, to: 4, ...shape }))
      const plain = unfoldUpsampling(model)
      const isUnfolded = !operators(plain).includes('ConvTranspose')
      // Left alone where a cut takes more than the convolution could leave out.
      if (isUnfolded) unfolded++
      else expect(plain).toBe(model)
      for (const frames of [5, 23]) {
        const [before, after] = [await run(model, frames), await run(plain, frames)]
        expect(after.length, JSON.stringify(shape)).toBe(before.length)
        expect(maxDifference(after, before), JSON.stringify(shape)).toBeLessThan(1e-5)
      }
    }
    expect(unfolded).toBeGreaterThan(shapes.length * 0.8)
  })

  test('gives the values of before without a bias, with a shared weight and inside a decoder', async () => {
    const shared = modelOf((graph) => {
      const weights = graph.weights([channels, channels, 4], 0.2)
      graph.add('ConvTranspose', ['x', weights], 'once', { strides: [2], pads: [1, 1] })
      graph.add('ConvTranspose', ['once', weights], 'y', { strides: [2], pads: [1, 1] })
    })
    const decoder = tinyHifigan([
      { kernel: 8, stride: 4, blocks: [{ kernel: 3, dilations: [1, 3] }] },
      { kernel: 7, stride: 3, blocks: [{ kernel: 3, dilations: [1] }] },
    ])
    for (const model of [shared, decoder]) {
      const plain = unfoldUpsampling(model)
      expect(operators(plain)).not.toContain('ConvTranspose')
      const reads = new Set(plain.graph.node.flatMap(({ input }) => input))
      for (const { name } of plain.graph.initializer) expect(reads).toContain(name)
      expect(maxDifference(await run(plain, 31), await run(model, 31))).toBeLessThan(1e-5)
    }
  })

  test.each<[string, (graph: TinyGraph) => void]>([
    [
      'of groups',
      (graph) => graph.convTranspose('x', 'y', { from: 6, to: 6, kernel: 4, stride: 2, group: 6 }),
    ],
    [
      'with output padding',
      (graph) =>
        graph.add('ConvTranspose', ['x', graph.weights([6, 4, 4])], 'y', {
          strides: [2],
          output_padding: [1],
        }),
    ],
    [
      'dilated',
      (graph) => graph.add('ConvTranspose', ['x', graph.weights([6, 4, 3])], 'y', { dilations: [2] }),
    ],
    [
      'of computed weights',
      (graph) => {
        graph.add('Abs', [graph.weights([6, 4, 4])], 'positive')
        graph.add('ConvTranspose', ['x', 'positive'], 'y', { strides: [2] })
      },
    ],
    ['none', (graph) => graph.add('Abs', ['x'], 'y')],
  ])('leaves a model alone: %s', (_, build) => {
    const model = modelOf(build)
    expect(unfoldUpsampling(model)).toBe(model)
  })

  test('leaves weights of half precision alone, which it does not compute with', () => {
    const model = toFloat16(
      modelOf((graph) => graph.convTranspose('x', 'y', { from: 6, to: 4, kernel: 4, stride: 2 })),
    )
    expect(operators(model)).toContain('ConvTranspose')
    expect(unfoldUpsampling(model)).toBe(model)
  })
})
