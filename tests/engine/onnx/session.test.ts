import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { streamify, writeModel } from '../../../src-main/engine/onnx/graph'
import {
  builtDevices,
  float32,
  floatsOf,
  int64,
  openSession,
  type Tensor,
} from '../../../src-main/engine/onnx/session'
import { buildBundle, type Bundle } from '../../helpers/build-bundle'
import { hasSoftwareGraphics, softwareGraphics, whyNoGraphics } from '../../helpers/software-graphics'
import { randomArray, tinyDecoder } from './graph/tiny-graphs'
import { joinRows, maxDifference, pushThrough } from './push-through'

const run = promisify(execFile)

interface Streamed {
  rows: number[]
  locations: string[]
  kept: number[]
  states: number
}

describe('openSession', () => {
  const streamed = streamify(tinyDecoder(8, 8), { statePrefix: 's_' })
  const model = writeModel(streamed.model)

  test('several threads give what one gives', async () => {
    const sounds: Float32Array[] = []
    for (const threads of [1, 2, 4]) {
      const session = await openSession(model, { threads })
      const pushable = { ...streamed, channels: 8, output: streamed.outputs[0].name }
      const { pieces } = await pushThrough(session, pushable, randomArray(8 * 60, 9), [20, 7])
      sounds.push(joinRows(pieces))
      expect(session.keptTensors).toBe(0)
      await session.dispose()
    }
    expect(maxDifference(sounds[1], sounds[0])).toBeLessThan(1e-6)
    expect(maxDifference(sounds[2], sounds[0])).toBeLessThan(1e-6)
  })

  test('what it made is the caller’s: it can be handed over, and later runs leave it as it was', async () => {
    const session = await openSession(model)
    const rows = async (seed: number) => {
      const pushable = { ...streamed, channels: 8, output: streamed.outputs[0].name }
      return (await pushThrough(session, pushable, randomArray(8 * 60, seed), [60])).pieces[0]
    }
    const made = await rows(9)
    const before = made.slice()
    await rows(10)
    expect(made).toEqual(before)
    const handedOver = structuredClone(made, { transfer: [made.buffer as ArrayBuffer] })
    expect(made.byteLength).toBe(0)
    expect(handedOver).toEqual(before)
    await session.dispose()
  })

  test('of what it writes into there is no second copy, waiting for the garbage collector', async () => {
    const session = await openSession(model)
    const frames = 200_000
    const contexts = streamed.states.map(({ input, channels, startFrames }) => [
      input,
      float32(new Float32Array(channels * startFrames), [1, channels, startFrames]),
    ])
    const feeds = {
      [streamed.input]: float32(randomArray(8 * frames, 9), [1, 8, frames]),
      [streamed.lastInput]: int64([1], [1]),
      ...(Object.fromEntries(contexts) as Record<string, Tensor>),
    }
    const wanted = float32(new Float32Array(frames * 8), [1, frames, 8])
    const before = process.memoryUsage().arrayBuffers
    const outputs = await session.run(feeds, { [streamed.outputs[0].name]: wanted })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(floatsOf(wanted).byteLength / 10)
    expect(Object.values(outputs)).toEqual([wanted])
    expect(floatsOf(wanted).some((value) => value !== 0)).toBe(true)
    await session.dispose()
  })

  test('knows the devices it was built with', () => {
    expect(builtDevices()).toContain('cpu')
  })

  test('a device that is not there is refused with the runtime’s reason as the cause', async () => {
    const opening = openSession(model, { device: process.platform === 'darwin' ? 'dml' : 'coreml' })
    await expect(opening).rejects.toMatchObject({ code: 'voice/incompatible' })
  })
})

describe.skipIf(!hasSoftwareGraphics)(`openSession on WebGPU ${whyNoGraphics}`, () => {
  let bundle: Bundle
  beforeAll(async () => {
    bundle = await buildBundle({ 'stream-on-device': 'tests/engine/onnx/stream-on-device.ts' })
  })
  afterAll(() => bundle.remove())

  const stream = async (device: string): Promise<Streamed> => {
    const { stdout } = await run(process.execPath, [join(bundle.folder, 'stream-on-device.js'), device], {
      env: { ...process.env, ...softwareGraphics },
    })
    return JSON.parse(stdout) as Streamed
  }

  test('a streamed decoder keeps its state there, gives what the CPU gives, and leaves nothing behind', async () => {
    const cpu = await stream('cpu')
    const gpu = await stream('webgpu')
    expect(gpu.rows.length).toBe(60 * 8)
    expect(maxDifference(gpu.rows, cpu.rows)).toBeLessThan(1e-5)
    expect(cpu.locations).toEqual(Array(5).fill('cpu'))
    expect(gpu.locations).toEqual(Array(5).fill('gpu-buffer'))
    // One set of contexts at a time, and none in the end.
    expect(gpu.kept).toEqual([...Array<number>(5).fill(gpu.states), 0])
    expect(cpu.kept).toEqual(Array(6).fill(0))
  })
})
