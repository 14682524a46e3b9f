import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { streamify, writeModel, type Model } from '../../../../src-main/engine/onnx/graph'
import { float32, openSession } from '../../../../src-main/engine/onnx/session'
import { floats, joinFrames, maxDifference, pushThrough, tensor } from '../push-through'
import { randomArray, TinyGraph, tinyHifigan, value } from './tiny-graphs'

const channels = 6
const output = 'y'

/** Streams `model` with each list of pushes and gives the greatest difference from one shot. */
async function differences(
  model: Model,
  frames: number,
  schedules: readonly (readonly number[])[],
  width = 1,
): Promise<number[]> {
  const streamed = streamify(model, { statePrefix: 's' })
  const x = randomArray(channels * frames, frames)
  const whole = await openSession(writeModel(model))
  const session = await openSession(writeModel(streamed.model))
  try {
    const expected = floats(tensor(await whole.run({ x: float32(x, [1, channels, frames]) }), output))
    // Between silence and saturation, where a difference would not show.
    const middle = expected.map(Math.abs).sort()[expected.length >> 1]
    expect(middle).toBeGreaterThan(0.05)
    expect(middle).toBeLessThan(0.9)
    const found: number[] = []
    for (const sizes of schedules) {
      const { pieces } = await pushThrough(session, { ...streamed, channels, output }, x, sizes)
      found.push(maxDifference(joinFrames(pieces, width), expected))
    }
    return found
  } finally {
    await whole.dispose()
    await session.dispose()
  }
}

const medium = tinyHifigan([
  { kernel: 16, stride: 8, blocks: blocksOf([3, 1, 2], [5, 2, 6], [7, 3, 12]) },
  { kernel: 8, stride: 4, blocks: blocksOf([3, 1, 2], [5, 2, 6], [7, 3, 12]) },
])
const high = tinyHifigan([
  { kernel: 16, stride: 8, blocks: blocksOf([3, 1, 3, 5], [7, 1, 3, 5]), isDouble: true },
  { kernel: 4, stride: 2, blocks: blocksOf([3, 1, 3, 5], [11, 1, 3, 5]), isDouble: true },
])
/** Kernels that are no multiple of the stride, one that reaches over three frames, one that does not overlap. */
const odd = tinyHifigan([
  { kernel: 11, stride: 5, blocks: blocksOf([3, 1]) },
  { kernel: 7, stride: 3, blocks: blocksOf([5, 2], [3, 1]) },
  { kernel: 7, stride: 2, blocks: blocksOf([3, 1]) },
  { kernel: 2, stride: 2, blocks: blocksOf([3, 1]) },
])

function blocksOf(...blocks: [kernel: number, ...dilations: number[]][]) {
  return blocks.map(([kernel, ...dilations]) => ({ kernel, dilations }))
}

describe('streamify of networks that make several frames of one', () => {
  test.each([
    ['two-layer residual blocks', medium],
    ['residual blocks of layer pairs', high],
    ['kernels of every proportion to their stride', odd],
  ])('%s: pushes of 1, 2, a prime and all equal one shot within 1e-5', async (_, model) => {
    const least = streamify(model, { statePrefix: 's' }).lookAheadFrames + 1
    const found = await differences(model, 83, [[least, 1], [least, 2], [least + 4, 7], [83]])
    for (const difference of found) expect(difference).toBeLessThan(1e-5)
  })

  test('any schedule of pushes and any length equals one shot', async () => {
    const least = streamify(odd, { statePrefix: 's' }).lookAheadFrames + 1
    const schedule = fc.tuple(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 15 }),
      fc.array(fc.integer({ min: 1, max: 13 }), { minLength: 1, maxLength: 6 }),
    )
    await fc.assert(
      fc.asyncProperty(schedule, async ([frames, extra, sizes]) => {
        const [difference] = await differences(odd, frames, [[least + extra, ...sizes]])
        expect(difference).toBeLessThan(1e-5)
      }),
      { seed: 5, numRuns: 12 },
    )
  })

  test('tells rate and lag of the output, and makes no sample early', async () => {
    const streamed = streamify(medium, { statePrefix: 's' })
    // Input convolution 3 frames; 4 + 45 at 8 a frame; 2 + 45 and the output convolution's 3 at 32 a frame.
    expect(streamed.outputs).toEqual([
      { name: output, timeAxis: 2, rate: 32, lagFrames: 3 * 32 + (4 + 45) * 4 + 2 + 45 + 3 },
    ])
    expect(streamed.lookAheadFrames).toBe(Math.ceil(342 / 32))
    const session = await openSession(writeModel(streamed.model))
    const x = randomArray(channels * 40, 1)
    const { shapes } = await pushThrough(session, { ...streamed, channels, output }, x, [11, 6])
    await session.dispose()
    expect(shapes.map(([, , samples]) => samples)).toEqual([11 * 32 - 342, 192, 192, 192, 192, 5 * 32 + 342])
  })

  test('keeps residual layers’ inputs once: a state for each layer and each branch that waits', () => {
    const { states } = streamify(medium, { statePrefix: 's' })
    // Per stage the upsampling, six residual layers, and two sums' shorter branches; the two outer convolutions.
    expect(states).toHaveLength(2 * (1 + 6 + 2) + 2)
  })

  test('grouped and lopsided transposed convolutions equal one shot', async () => {
    const graph = new TinyGraph()
    graph.convTranspose('x', 'up', { from: channels, to: 4, kernel: 9, stride: 3, group: 2, pads: [5, 1] })
    graph.convTranspose('up', output, { from: 4, to: 4, kernel: 6, stride: 4, pads: [0, 2] })
    const model = graph.model([value('x', [1, channels, 'F'])], [value(output, [1, 4, 'S'])])
    for (const difference of await differences(model, 37, [[3, 1], [5, 2], [37]], 4)) {
      expect(difference).toBeLessThan(1e-5)
    }
  })

  test('takes channels apart with Slice and delays them as what they are', async () => {
    const graph = new TinyGraph()
    const slice = (x: string, name: string, numbers: [number, number, number]) =>
      graph.add('Slice', [x, ...numbers.slice(0, 2).map(one), one(1), one(numbers[2])], name)
    const one = (number: number) => graph.integers([number])
    slice('x', 'reversed', [-1, -(2 ** 40), -1])
    slice('reversed', 'half', [0, 3, 1])
    graph.conv('x', 'far', { from: channels, to: 3, kernel: 9 })
    graph.add('Mul', ['half', 'far'], output)
    const model = graph.model([value('x', [1, channels, 'F'])], [value(output, [1, 3, 'F'])])
    expect(streamify(model, { statePrefix: 's' }).states.map((state) => state.channels)).toEqual([6, 3])
    for (const difference of await differences(model, 29, [[5, 1], [8, 7], [29]], 3)) {
      expect(difference).toBeLessThan(1e-5)
    }
  })

  const refused: [string, (graph: TinyGraph) => void, RegExp][] = [
    [
      'a transposed convolution that makes more frames than its stride says',
      (graph) =>
        graph.convTranspose('x', output, { from: channels, to: 4, kernel: 8, stride: 4, pads: [1, 2] }),
      /ConvTranspose.*exactly 4 frames/,
    ],
    [
      'weights that are computed',
      (graph) => {
        graph.add('Neg', [graph.weights([channels, 4, 4])], 'computed')
        graph.add('ConvTranspose', ['x', 'computed'], output, { strides: [2], pads: [1, 1] })
      },
      /ConvTranspose.*weights/,
    ],
    [
      'a sum of branches at different rates',
      (graph) => {
        graph.convTranspose('x', 'up', { from: channels, to: channels, kernel: 4, stride: 2 })
        graph.add('Add', ['up', 'x'], output)
      },
      /Add.*2 and 1 frames/,
    ],
    [
      'a slice of time',
      (graph) => {
        const [start, end, axis] = [0, 5, 2].map((number) => graph.integers([number]))
        graph.add('Slice', ['x', start, end, axis], output)
      },
      /Slice.*along time/,
    ],
  ]
  test.each(refused)('names the operator when it meets %s', (_, build, named) => {
    const graph = new TinyGraph()
    build(graph)
    const model = graph.model([value('x', [1, channels, 'F'])], [value(output, [1, channels, 'F'])])
    expect(() => streamify(model, { statePrefix: 's' })).toThrow(
      expect.objectContaining({
        code: 'voice/incompatible',
        message: expect.stringMatching(named) as string,
      }),
    )
  })
})
