import { streamify, writeModel } from '../../../src-main/engine/onnx/graph'
import { float32, int64, openSession, type Tensor } from '../../../src-main/engine/onnx/session'
import { randomArray, tinyDecoder } from './graph/tiny-graphs'
import { floats, joinRows } from './push-through'

/*
 * Streams a tiny decoder on the device named, its contexts kept there, in a process that can be given an environment.
 * Prints one line of JSON: the rows, where the contexts were after each push, and how many tensors were kept.
 */
const device = process.argv[2] === 'webgpu' ? 'webgpu' : 'cpu'
const channels = 8
const frames = 60
const pushes = [24, 34, 41, 52, 60]

async function main(): Promise<void> {
  const streamed = streamify(tinyDecoder(channels, 8), { statePrefix: 's_' })
  const [output] = streamed.outputs
  const session = await openSession(writeModel(streamed.model), {
    device,
    keptOnDevice: streamed.states.map((state) => state.output),
  })
  const x = randomArray(channels * frames, 9)
  const rows: Float32Array[] = []
  const locations: string[] = []
  const kept: number[] = []
  let contexts: Record<string, Tensor> = Object.fromEntries(
    streamed.states.map(({ input, channels: width, startFrames }) => [
      input,
      float32(new Float32Array(width * startFrames), [1, width, startFrames]),
    ]),
  )
  let fed = 0
  let made = 0
  for (const until of pushes) {
    const chunk = new Float32Array(channels * (until - fed))
    for (let channel = 0; channel < channels; channel++)
      chunk.set(x.subarray(channel * frames + fed, channel * frames + until), channel * (until - fed))
    const count = (until === frames ? frames : until - output.lagFrames) - made
    // Written where it is wanted, as a vocoder has its spectrum.
    const wanted = float32(new Float32Array(count * 8), [1, count, 8])
    const outputs = await session.run(
      {
        [streamed.input]: float32(chunk, [1, channels, until - fed]),
        [streamed.lastInput]: int64([until === frames ? 1 : 0], [1]),
        ...contexts,
      },
      { [output.name]: wanted, ...Object.fromEntries(streamed.states.map((state) => [state.output, null])) },
    )
    session.release(contexts)
    rows.push(floats(wanted))
    contexts = Object.fromEntries(streamed.states.map((state) => [state.input, outputs[state.output]]))
    locations.push(...new Set(Object.values(contexts).map(({ location }) => location)))
    kept.push(session.keptTensors)
    fed = until
    made += count
  }
  session.release(contexts)
  session.release(contexts)
  kept.push(session.keptTensors)
  await session.dispose()
  await session.dispose()
  const result = { rows: [...joinRows(rows)], locations, kept, states: streamed.states.length }
  process.stdout.write(JSON.stringify(result))
}

void main()
