import { describe, expect, test } from 'vitest'
import { addInputTo, writeModel } from '../../../../src-main/engine/onnx/graph'
import type { Model } from '../../../../src-main/engine/onnx/graph/model'
import { float32, openSession, type Tensor } from '../../../../src-main/engine/onnx/session'
import { floats, tensor } from '../push-through'
import { TinyGraph, value } from './tiny-graphs'

/** x -> |x| -> -|x|, of which both are given. */
function folding(): Model {
  const graph = new TinyGraph()
  graph.add('Abs', ['x'], 'size')
  graph.add('Neg', ['size'], 'turned')
  return graph.model([value('x', [1, 3])], [value('size', [1, 3]), value('turned', [1, 3])])
}

async function run(model: Model, more: Record<string, Tensor> = {}) {
  const session = await openSession(writeModel(model))
  try {
    const outputs = await session.run({ x: float32(Float32Array.of(-1, 2, -3), [1, 3]), ...more })
    return [[...floats(tensor(outputs, 'size'))], [...floats(tensor(outputs, 'turned'))]]
  } finally {
    await session.dispose()
  }
}

describe('addInputTo', () => {
  test('adds what is given to the tensor, for those that read it and as an output', async () => {
    const model = addInputTo(folding(), 'size', 'more')
    const given = (...numbers: number[]) => ({ more: float32(Float32Array.from(numbers), [3]) })
    expect(await run(model, given(0, 0, 0))).toEqual(await run(folding()))
    expect(await run(model, given(10, 0, 0.5))).toEqual([
      [11, 2, 3.5],
      [-11, -2, -3.5],
    ])
  })

  test.each([
    ['a tensor that no node makes', 'x', 'more', 'No node makes x'],
    ['a name that is taken', 'size', 'turned', 'The graph has a tensor turned already'],
  ])('refuses %s', (_, of, input, message) => {
    expect(() => addInputTo(folding(), of, input)).toThrow(
      expect.objectContaining({ code: 'voice/incompatible', message }),
    )
  })
})
