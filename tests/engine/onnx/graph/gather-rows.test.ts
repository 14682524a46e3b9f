import { describe, expect, test } from 'vitest'
import { expose, gatherRows, writeModel } from '../../../../src-main/engine/onnx/graph'
import type { Model } from '../../../../src-main/engine/onnx/graph/model'
import { int64Constant } from '../../../../src-main/engine/onnx/graph/tensor-data'
import { float32, openSession } from '../../../../src-main/engine/onnx/session'
import { floats, tensor } from '../push-through'
import { randomArray, TinyGraph, value } from './tiny-graphs'

const channels = 4
const frames = 7
const x = randomArray(frames * channels, 5)

async function run(model: Model): Promise<Float32Array> {
  const session = await openSession(writeModel(model))
  try {
    return floats(tensor(await session.run({ x: float32(x, [1, frames, channels]) }), 'y'))
  } finally {
    await session.dispose()
  }
}

/** Rows turned into columns, of which some are picked; then whatever `end` does with them. */
function picking(axis: number, perm: number[], indices: number[], end: (graph: TinyGraph) => void): Model {
  const graph = new TinyGraph()
  graph.add('Transpose', ['x'], 'columns', { perm })
  graph.add('Gather', ['columns', 'indices'], 'picked', { axis })
  end(graph)
  const model = graph.model([value('x', [1, frames, channels])], [value('y', [])])
  const initializer = [...model.graph.initializer, int64Constant('indices', indices)]
  return { ...model, graph: { ...model.graph, initializer } }
}
const convolve = (graph: TinyGraph): string =>
  graph.conv('picked', 'y', { from: channels, to: channels, kernel: 3 })
const list = [0, 0, 0, 1, 3, 3, 6, 5, 5]

describe('gatherRows', () => {
  test.each([2, -1])('picks rows instead of columns, to the same bits, along axis %d', async (axis) => {
    const model = picking(axis, [0, 2, 1], list, convolve)
    const byRows = gatherRows(model)
    const gather = byRows.graph.node.find(({ opType }) => opType === 'Gather')
    expect(gather?.input).toEqual(['x', 'indices'])
    expect(await run(byRows)).toEqual(await run(model))
  })

  test('moves whatever is picked by the same list', async () => {
    const model = picking(2, [0, 2, 1], list, (graph) => {
      convolve(graph)
      graph.add('Gather', ['columns', 'indices'], 'again', { axis: 2 })
      graph.add('Abs', ['again'], 'kept')
    })
    const gathers = gatherRows(expose(model, 'kept')).graph.node.filter(({ opType }) => opType === 'Gather')
    expect(gathers.map(({ input }) => input[0])).toEqual(['x', 'x'])
  })

  test.each<[string, Model]>([
    ['another axis', picking(1, [0, 2, 1], [0, 1, 2, 3], convolve)],
    ['turned otherwise', picking(2, [0, 1, 2], [0, 1], (graph) => graph.add('Abs', ['picked'], 'y'))],
    ['by what may be no list', picking(2, [0, 2, 1], list, (graph) => graph.add('Abs', ['picked'], 'y'))],
  ])('leaves a model alone: %s', (_, model) => {
    expect(gatherRows(model)).toBe(model)
  })
})
