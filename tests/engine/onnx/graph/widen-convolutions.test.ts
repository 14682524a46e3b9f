import { describe, expect, test } from 'vitest'
import { widenConvolutions, writeModel } from '../../../../src-main/engine/onnx/graph'
import type { Model } from '../../../../src-main/engine/onnx/graph/model'
import { float32, openSession } from '../../../../src-main/engine/onnx/session'
import { floats, maxDifference, tensor } from '../push-through'
import { randomArray, TinyGraph, value } from './tiny-graphs'

const channels = 8
const frames = 50
const x = randomArray(channels * frames, 6)

async function run(model: Model): Promise<Float32Array> {
  const session = await openSession(writeModel(model))
  try {
    return floats(tensor(await session.run({ x: float32(x, [1, channels, frames]) }), 'y'))
  } finally {
    await session.dispose()
  }
}

const modelOf = (build: (graph: TinyGraph) => void) => {
  const graph = new TinyGraph()
  build(graph)
  return graph.model([value('x', [1, channels, frames])], [value('y', [])])
}

describe('widenConvolutions', () => {
  const shape = { from: channels, to: channels, kernel: 5 }
  test.each<[string, (graph: TinyGraph) => void]>([
    ['plain', (graph) => graph.conv('x', 'y', shape)],
    ['dilated and lopsided', (graph) => graph.conv('x', 'y', { ...shape, dilation: 3, pads: [7, 2] })],
    ['of one channel each', (graph) => graph.conv('x', 'y', { ...shape, group: channels })],
    ['with strides', (graph) => graph.add('Conv', ['x', graph.weights([4, 8, 3])], 'y', { strides: [2] })],
    ['without any attribute', (graph) => graph.add('Conv', ['x', graph.weights([4, 8, 3])], 'y')],
    [
      'of shared weights',
      (graph) => {
        const weights = graph.weights([8, 8, 3], 0.1)
        graph.add('Conv', ['x', weights], 'once', { pads: [1, 1] })
        graph.add('Conv', ['once', weights], 'y', { pads: [1, 1] })
      },
    ],
  ])('gives the values of before: %s', async (_, build) => {
    const model = modelOf(build)
    const wide = widenConvolutions(model)
    const convolutions = wide.graph.node.filter(({ opType }) => opType === 'Conv')
    expect(convolutions.length).toBeGreaterThan(0)
    const names = new Set(convolutions.map(({ input }) => input[1]))
    for (const { name, dims } of wide.graph.initializer)
      if (names.has(name ?? '')) expect(dims).toHaveLength(4)
    expect(maxDifference(await run(wide), await run(model))).toBeLessThan(1e-5)
  })

  test('leaves a model alone that has none, or none with constant weights', () => {
    const without = modelOf((graph) => graph.add('Abs', ['x'], 'y'))
    expect(widenConvolutions(without)).toBe(without)
    const computed = modelOf((graph) => {
      graph.add('Abs', [graph.weights([4, 8, 3])], 'positive')
      graph.add('Conv', ['x', 'positive'], 'y')
    })
    expect(widenConvolutions(computed)).toBe(computed)
  })
})
