import { describe, expect, test } from 'vitest'
import { splitIntoChain, writeModel, type Model } from '../../../../src-main/engine/onnx/graph'
import { chainSessions } from '../../../../src-main/engine/onnx/chained-sessions'
import { float32, openSession } from '../../../../src-main/engine/onnx/session'
import { floats, maxDifference, tensor } from '../push-through'
import { randomArray, TinyGraph, value } from './tiny-graphs'

const channels = 4

/** A ladder of layers, each of which also reads the graph's input and what the first layer made. */
function ladder(layers: number): Model {
  const graph = new TinyGraph()
  let x = 'x'
  for (let layer = 0; layer < layers; layer++) {
    graph.conv(x, `conv${layer}`, { from: channels, to: channels, kernel: 3 })
    graph.add('Add', [`conv${layer}`, 'x'], `sum${layer}`)
    graph.add('Add', [`sum${layer}`, 'conv0'], `far${layer}`)
    x = graph.add('Tanh', [`far${layer}`], `out${layer}`)
  }
  const last = layers - 1
  const model = graph.model(
    [value('x', [1, channels, 'F'])],
    [value('out0', [1, channels, 'F']), value(`out${last}`, [1, channels, 'F'])],
  )
  const valueInfo = model.graph.node.flatMap(({ output }) =>
    output.map((name) => value(name, [1, channels, 'F'])),
  )
  return { ...model, graph: { ...model.graph, valueInfo } }
}

async function run(models: readonly Model[]) {
  const chain = chainSessions(await Promise.all(models.map((model) => openSession(writeModel(model)))))
  const outputs = await chain.run({ x: float32(randomArray(channels * 9, 3), [1, channels, 9]) })
  const results = ['out0', 'out9'].map((name) => Float32Array.from(floats(tensor(outputs, name))))
  await chain.dispose()
  return results
}

describe('splitIntoChain', () => {
  test('makes parts that compute together what the graph computes', async () => {
    const model = ladder(10)
    const whole = await run([model])
    for (const parts of [2, 3, 4, 7]) {
      const chain = splitIntoChain(model, parts)
      expect(chain).toHaveLength(parts)
      const split = await run(chain)
      split.forEach((result, index) => expect(maxDifference(result, whole[index])).toBeLessThanOrEqual(1e-6))
    }
  })

  test('cuts into about equal parts, where few tensors cross', () => {
    const chain = splitIntoChain(ladder(40), 4)
    for (const { graph } of chain) {
      expect(graph.node.length).toBeGreaterThan(20)
      expect(graph.node.length).toBeLessThan(60)
      // The input, the first layer's convolution and the layer before.
      expect(graph.input.length).toBeLessThanOrEqual(3)
    }
  })

  test('leaves a graph whole whose file does not tell the types inside it, and one too short', () => {
    const model = ladder(10)
    const untyped = { ...model, graph: { ...model.graph, valueInfo: [] } }
    expect(splitIntoChain(untyped, 4)).toEqual([untyped])
    const short = ladder(1)
    expect(splitIntoChain(short, 9)).toEqual([short])
  })
})
