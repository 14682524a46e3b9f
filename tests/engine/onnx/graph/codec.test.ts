import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import { readModel, writeModel } from '../../../../src-main/engine/onnx/graph'
import { makeNode } from '../../../../src-main/engine/onnx/graph/node'
import { float32, openSession } from '../../../../src-main/engine/onnx/session'
import { floats, maxDifference, tensor } from '../push-through'
import { randomArray, tinyDecoder, TinyGraph, value } from './tiny-graphs'

/** Field 1999 (varint 300) and field 2000 (three bytes): numbers no version of the format uses. */
const unknown = [Uint8Array.from([0xf8, 0x7c, 0xac, 0x02]), Uint8Array.from([0x82, 0x7d, 3, 1, 2, 3])]

describe('readModel and writeModel', () => {
  test('a file read and written again computes the same and is byte for byte stable', async () => {
    const bytes = writeModel(tinyDecoder())
    const again = writeModel(readModel(bytes))
    expect(Buffer.from(again).equals(bytes)).toBe(true)
    const x = float32(randomArray(6 * 40, 1), [1, 6, 40])
    const results: Float32Array[] = []
    for (const file of [bytes, again]) {
      const session = await openSession(file)
      results.push(floats(tensor(await session.run({ x }), 'y')))
      await session.dispose()
    }
    expect(maxDifference(results[0] ?? [], results[1] ?? [])).toBe(0)
  })

  test('fields nobody knows survive in every kind of message', () => {
    const model = tinyDecoder()
    const { graph } = model
    const marked = {
      ...model,
      $unknowns: unknown,
      graph: {
        ...graph,
        $unknowns: unknown,
        node: graph.node.map((node) => ({
          ...node,
          $unknowns: unknown,
          attribute: node.attribute.map((attribute) => ({ ...attribute, $unknowns: unknown })),
        })),
        initializer: graph.initializer.map((tensorData) => ({ ...tensorData, $unknowns: unknown })),
      },
    }
    const bytes = writeModel(marked)
    const read = readModel(bytes)
    expect(read.$unknowns?.map((field) => [...field])).toEqual(unknown.map((field) => [...field]))
    expect(read.graph.node[0]?.attribute[0]?.$unknowns).toHaveLength(2)
    expect(Buffer.from(writeModel(read)).equals(bytes)).toBe(true)
  })

  test('an attribute of zero and integers beyond 2^53 are kept', () => {
    const graph = new TinyGraph()
    graph.add('Concat', ['x', 'x'], 'y', { axis: 0 })
    graph.addNode({
      ...makeNode('Whatever', ['x'], ['z']),
      attribute: [{ name: 'end', i: { low: -1, high: 0x7fffffff, unsigned: false }, type: 2 }],
    })
    const read = readModel(writeModel(graph.model([value('x', [1])], [value('y', [2])])))
    expect(read.graph.node[0]?.attribute[0]?.i).toBe(0)
    expect(read.graph.node[1]?.attribute[0]?.i).toEqual({ low: -1, high: 0x7fffffff, unsigned: false })
  })

  test('weights are views into the file, not copies', () => {
    const bytes = writeModel(tinyDecoder())
    const raw = readModel(bytes).graph.initializer[0]?.rawData
    expect(raw?.buffer).toBe(bytes.buffer)
  })

  const refuses = (bytes: Uint8Array) => {
    try {
      readModel(bytes)
    } catch (error) {
      expect(error).toBeInstanceOf(AppError)
      expect(error).toMatchObject({ code: 'voice/incompatible' })
      return true
    }
    return false
  }

  test('a file cut short anywhere is refused or still a model, never anything else', () => {
    const bytes = writeModel(tinyDecoder())
    for (let length = 0; length < bytes.length - 8; length += 13) {
      expect(refuses(bytes.subarray(0, length)), `${length} of ${bytes.length} bytes`).toBe(true)
    }
  })

  test('random bytes are refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => refuses(bytes)),
      { seed: 3, numRuns: 300 },
    )
  })

  test('a file with flipped bytes is refused or read, within the time limit', () => {
    const bytes = writeModel(tinyDecoder())
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice()
        damaged[at] = (damaged[at] ?? 0) ^ change
        refuses(damaged)
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  test('messages nested without end are refused', () => {
    // An attribute holding a graph holding a node holding an attribute …: fields 6, 1 and 5, each of declared length.
    let nested: Uint8Array = new Uint8Array(0)
    const wrap = (field: number) => {
      const length: number[] = []
      for (let rest = nested.length; ; rest >>>= 7) {
        length.push(rest > 127 ? (rest & 127) | 128 : rest)
        if (rest <= 127) break
      }
      nested = Uint8Array.from([(field << 3) | 2, ...length, ...nested])
    }
    for (let depth = 0; depth < 500; depth++) [6, 5, 1].forEach(wrap)
    wrap(7)
    expect(refuses(nested)).toBe(true)
  })
})
