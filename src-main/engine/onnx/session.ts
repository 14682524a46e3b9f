import { cpus } from 'node:os'
import * as ort from 'onnxruntime-node'
import { assert } from '@contract/assert'
import { AppError } from '@contract/errors'
import type { DeviceId } from '@contract/settings'
import { freeBuffers } from '../free-buffers'

export type Tensor = ort.Tensor
export type TensorMap = Readonly<Record<string, Tensor>>

/** A loaded graph. `run` blocks its thread for as long as inference takes (a native call inside `setImmediate`). */
export interface ModelSession {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  /**
   * @param fetches outputs wanted: a tensor to write into (exact shape, float32), or null to have one
   *   made; absent: all
   * @throws the runtime's own error when names or shapes do not fit
   */
  run(feeds: TensorMap, fetches?: Readonly<Record<string, Tensor | null>>): Promise<TensorMap>
  /** Frees those of the tensors that this session keeps on its device; others, and those freed before, are passed over. */
  release(tensors: TensorMap): void
  /** Tensors on the device that were not released yet. */
  readonly keptTensors: number
  /** Frees the native session and what it keeps on its device; may be called twice. */
  dispose(): Promise<void>
}

export interface SessionOptions {
  /** Where to keep the runtime's own optimised form, or `model` is already such a file. CPU only. */
  optimised?: { writeTo: string } | 'already'
  /** What runs the graph; absent: the CPU. What a device cannot compute is left to the CPU by the runtime. */
  device?: DeviceId | undefined
  /** Threads of the CPU; absent: 1. */
  threads?: number | undefined
  /** Outputs that stay in the device's memory, to be fed back and freed by `release`; elsewhere than on WebGPU they come back. */
  keptOnDevice?: readonly string[]
}

/** How the runtime names the memory of WebGPU: the only one that its binding for Node leaves outputs in (1.30.0). */
const deviceMemory = 'gpu-buffer'

/**
 * Loads a graph, for one thread unless more are asked for: several sessions in several workers beat one session with
 * several threads (measured: two workers give 1.96 times the throughput, two threads 1.1 to 1.2).
 * @param model path of an .onnx file, or its bytes
 * @throws AppError 'voice/incompatible' when the runtime refuses the graph
 */
export async function openSession(
  model: string | Uint8Array,
  options: SessionOptions = {},
): Promise<ModelSession> {
  const { device = 'cpu', threads = 1, keptOnDevice = [] } = options
  const sessionOptions: ort.InferenceSession.SessionOptions = {
    executionProviders: [device],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: options.optimised === 'already' ? 'disabled' : 'all',
    logSeverityLevel: 3,
    ...(typeof options.optimised === 'object' ? { optimizedModelFilePath: options.optimised.writeTo } : {}),
    // After a run the threads of one session would spin and steal the core of the session that runs next.
    ...(threads > 1 ? { extra: { session: { intra_op: { allow_spinning: '0' } } } } : {}),
    ...(device === 'webgpu' && keptOnDevice.length > 0
      ? { preferredOutputLocation: Object.fromEntries(keptOnDevice.map((name) => [name, deviceMemory])) }
      : {}),
  }
  let session: ort.InferenceSession
  try {
    session =
      typeof model === 'string'
        ? await ort.InferenceSession.create(model, sessionOptions)
        : await ort.InferenceSession.create(model, sessionOptions)
  } catch (cause) {
    const name = typeof model === 'string' ? model : `${model.byteLength} bytes`
    throw new AppError('voice/incompatible', `The runtime refused the model ${name}`, { cause })
  }
  let isDisposed = false
  const kept = new Set<Tensor>()
  const release = (tensors: Iterable<Tensor>): void => {
    for (const tensor of tensors) if (kept.delete(tensor)) tensor.dispose()
  }
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(feeds, fetches) {
      const given = givenTensors(fetches)
      // Off the CPU the runtime leaves a tensor it was given as it was (1.30.0, WebGPU): it has its own made, and copied.
      const isWrittenInto = device === 'cpu'
      const nulls = Object.fromEntries(Object.keys(given).map((name) => [name, null]))
      const wanted = fetches && (isWrittenInto ? fetches : { ...fetches, ...nulls })
      const outputs = { ...(await (wanted ? session.run(feeds, wanted) : session.run(feeds))) }
      for (const [name, tensor] of Object.entries(given)) {
        const [target, made] = [floatsOf(tensor), floatsOf(outputs[name])]
        assert(made.length === target.length, 'a tensor that is written into is of the exact shape')
        if (!isWrittenInto) target.set(made)
        // What was written into is made once more, as a copy (1.30.0): of a spectrum 1 MB for every second of speech.
        freeBuffers(made.buffer)
        outputs[name] = tensor
      }
      for (const tensor of Object.values(outputs)) if (tensor.location === deviceMemory) kept.add(tensor)
      return outputs
    },
    release: (tensors) => release(Object.values(tensors)),
    get keptTensors() {
      return kept.size
    },
    async dispose() {
      if (isDisposed) return
      isDisposed = true
      release(kept)
      await session.release()
    },
  }
}

function givenTensors(fetches: Readonly<Record<string, Tensor | null>> = {}): TensorMap {
  return Object.fromEntries(
    Object.entries(fetches).flatMap(([name, tensor]) => (tensor ? [[name, tensor]] : [])),
  )
}

/** A float32 tensor over `data` (not copied). */
export function float32(data: Float32Array, dims: readonly number[]): Tensor {
  return new ort.Tensor('float32', data, dims)
}

/** The values of a float32 tensor; of one that a session made they are the caller's, who may hand them to another thread. */
export function floatsOf({ data }: Tensor): Float32Array<ArrayBuffer> {
  assert(data instanceof Float32Array && data.buffer instanceof ArrayBuffer, 'a tensor is of float32')
  return data as Float32Array<ArrayBuffer>
}

/** An int64 tensor; the numbers are converted. */
export function int64(values: readonly number[], dims: readonly number[]): Tensor {
  return new ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims)
}

/** Devices this build of the runtime knows; some need a library or a driver besides. */
export function builtDevices(): string[] {
  return ort.listSupportedBackends().map(({ name }) => name)
}

/** The version of the runtime. */
export const runtimeVersion: string = ort.env.versions.node ?? ort.env.versions.common

/** The runtime's version and the processor: part of every key under which is kept what hangs on them. */
export function runtimeOnProcessor(): string {
  return `${runtimeVersion} ${process.platform} ${process.arch} ${cpus()[0]?.model ?? ''}`
}
