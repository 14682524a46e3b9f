import { describe, expect, test } from 'vitest'
import { foldNeutral, writeModel } from '../../../../src-main/engine/onnx/graph'
import { float32, openSession } from '../../../../src-main/engine/onnx/session'
import { floats, maxDifference, tensor } from '../push-through'
import { randomArray, TinyGraph, value } from './tiny-graphs'

const shape = [1, 4, 'F'] as const
const inputs = [value('x', shape), value('mask', [1, 1, 'F'])]
const outputs = [value('y', shape)]

/** y = ((conv(x · mask) + zeros like it) · e^−zeros) · mask */
function masked(): TinyGraph {
  const graph = new TinyGraph()
  graph.add('Mul', ['x', 'mask'], 'a')
  graph.conv('a', 'b', { from: 4, to: 4, kernel: 3 })
  graph.add('Shape', ['b'], 'length')
  graph.add('ConstantOfShape', ['length'], 'zeros')
  graph.add('Add', ['zeros', 'b'], 'c')
  graph.add('Neg', ['zeros'], 'minus')
  graph.add('Exp', ['minus'], 'scale')
  graph.add('Mul', ['c', 'scale'], 'd')
  graph.add('Mul', ['mask', 'd'], 'y')
  return graph
}

describe('foldNeutral', () => {
  test('leaves only what computes, and computes the same', async () => {
    const model = masked().model(inputs, outputs)
    const folded = foldNeutral(model, 'mask')
    expect(folded.graph.node.map(({ opType }) => opType)).toEqual(['Conv', 'Identity'])
    expect(folded.graph.input.map(({ name }) => name)).toEqual(['x'])
    const x = float32(randomArray(4 * 9, 1), [1, 4, 9])
    const mask = float32(new Float32Array(9).fill(1), [1, 1, 9])
    const before = await openSession(writeModel(model))
    const after = await openSession(writeModel(folded))
    const expected = floats(tensor(await before.run({ x, mask }), 'y'))
    expect(maxDifference(floats(tensor(await after.run({ x }), 'y')), expected)).toBe(0)
    await before.dispose()
    await after.dispose()
  })

  test('names the mask when something else reads it', () => {
    const graph = new TinyGraph()
    graph.add('Sub', ['x', 'mask'], 'y')
    expect(() => foldNeutral(graph.model(inputs, outputs), 'mask')).toThrow(
      expect.objectContaining({
        code: 'voice/incompatible',
        message: expect.stringContaining('mask') as string,
      }),
    )
  })
})
