import { describe, expect, test } from 'vitest'
import { cut, expose, findBottleneck, rename, writeModel } from '../../../../src-main/engine/onnx/graph'
import { float32, openSession } from '../../../../src-main/engine/onnx/session'
import { floats, maxDifference, tensor } from '../push-through'
import { randomArray, tinyDecoder, TinyGraph, value } from './tiny-graphs'

const x = float32(randomArray(6 * 30, 2), [1, 6, 30])

async function run(model: Parameters<typeof writeModel>[0], feeds: Parameters<typeof tensor>[0]) {
  const session = await openSession(writeModel(model))
  try {
    return await session.run(feeds)
  } finally {
    await session.dispose()
  }
}

describe('cut', () => {
  test('two parts joined compute what the whole computes', async () => {
    const model = tinyDecoder()
    const front = cut(model, { inputs: ['x'], outputs: ['stem'] })
    const back = cut(model, { inputs: ['stem'], outputs: ['y'] })
    const whole = await run(model, { x })
    const latent = tensor(await run(front, { x }), 'stem')
    const joined = tensor(await run(back, { stem: latent }), 'y')
    expect(maxDifference(floats(joined), floats(tensor(whole, 'y')))).toBe(0)
  })

  test('nodes, constants and annotations that are not needed are left out', () => {
    const model = tinyDecoder()
    const front = cut(model, { inputs: ['x'], outputs: ['stem'] })
    expect(front.graph.node.map(({ opType }) => opType)).toEqual(['Conv'])
    expect(front.graph.initializer).toHaveLength(2)
    expect(front.graph.output.map(({ name }) => name)).toEqual(['stem'])
  })

  test('a tensor that would be missing is named, with who needs it', () => {
    const model = tinyDecoder()
    expect(() => cut(model, { inputs: ['columns'], outputs: ['y'] })).toThrow(
      expect.objectContaining({
        code: 'voice/incompatible',
        message: expect.stringContaining('Conv stem would still need x') as string,
        details: { tensor: 'x' },
      }),
    )
  })

  test('a tensor the graph does not have is named', () => {
    for (const points of [
      { inputs: ['nowhere'], outputs: ['y'] },
      { inputs: ['x'], outputs: ['nowhere'] },
    ]) {
      expect(() => cut(tinyDecoder(), points)).toThrow(/The graph has no tensor nowhere/)
    }
  })
})

describe('expose', () => {
  test('an inner tensor becomes an output beside the others', async () => {
    const model = expose(tinyDecoder(), 'stem')
    const outputs = await run(model, { x })
    expect(Object.keys(outputs).sort()).toEqual(['stem', 'y'])
    expect(tensor(outputs, 'stem').dims).toEqual([1, 8, 30])
  })

  test('an output stays as it is and an unknown tensor is named', () => {
    const model = tinyDecoder()
    expect(expose(model, 'y')).toBe(model)
    expect(() => expose(model, 'nowhere')).toThrow(/nowhere/)
  })
})

describe('rename', () => {
  test('a tensor has its new name wherever it is read', async () => {
    const renamed = rename(tinyDecoder(), { x: 'latent', stem: 'trunk', y: 'spec' })
    const outputs = await run(renamed, { latent: x })
    const expected = await run(tinyDecoder(), { x })
    expect(maxDifference(floats(tensor(outputs, 'spec')), floats(tensor(expected, 'y')))).toBe(0)
  })

  test('a name that is taken or absent is refused', () => {
    expect(() => rename(tinyDecoder(), { x: 'stem' })).toThrow(/uses that name already/)
    expect(() => rename(tinyDecoder(), { nowhere: 'z' })).toThrow(/no tensor nowhere/)
  })
})

describe('findBottleneck', () => {
  test('finds the first tensor through which everything passes', () => {
    const graph = new TinyGraph()
    graph.add('Exp', ['a'], 'pace')
    graph.add('Mul', ['a', 'b'], 'left')
    graph.add('Add', ['pace', 'b'], 'right')
    graph.add('Concat', ['left', 'right'], 'latent', { axis: 1 })
    graph.conv('latent', 'stem', { from: 4, to: 4, kernel: 3 })
    graph.conv('stem', 'deep', { from: 4, to: 4, kernel: 3 })
    graph.add('Add', ['stem', 'deep'], 'y')
    const model = graph.model([value('a', [1, 2, 'F']), value('b', [1, 2, 'F'])], [value('y', [1, 4, 'F'])])
    expect(findBottleneck(model, ['y'])).toBe('latent')
    expect(findBottleneck(model, ['left', 'right'])).toBeUndefined()
  })
})
