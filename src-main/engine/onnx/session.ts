import * as ort from 'onnxruntime-node'
import { AppError } from '@contract/errors'

export type Tensor = ort.Tensor
export type TensorMap = Readonly<Record<string, Tensor>>

/** A loaded graph. `run` blocks its thread for as long as inference takes (a native call inside `setImmediate`). */
export interface ModelSession {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  /**
   * @param fetches outputs wanted: a tensor to write into (exact shape, no copy is made), or null to have one made; absent: all
   * @throws the runtime's own error when names or shapes do not fit
   */
  run(feeds: TensorMap, fetches?: Readonly<Record<string, Tensor | null>>): Promise<TensorMap>
  /** Frees the native session; may be called twice. */
  dispose(): Promise<void>
}

export interface SessionOptions {
  /** Where to keep the runtime's own optimised form, or `model` is already such a file. */
  optimised?: { writeTo: string } | 'already'
}

/**
 * Loads a graph for one thread: several sessions in several workers beat one session with several threads
 * (measured: two workers give 1.96 times the throughput, two threads 1.1 to 1.2).
 * @param model path of an .onnx file, or its bytes
 * @throws AppError 'voice/incompatible' when the runtime refuses the graph
 */
export async function openSession(
  model: string | Uint8Array,
  options: SessionOptions = {},
): Promise<ModelSession> {
  const sessionOptions: ort.InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: options.optimised === 'already' ? 'disabled' : 'all',
    logSeverityLevel: 3,
    ...(typeof options.optimised === 'object' ? { optimizedModelFilePath: options.optimised.writeTo } : {}),
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
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    run: (feeds, fetches) => (fetches ? session.run(feeds, fetches) : session.run(feeds)),
    async dispose() {
      if (isDisposed) return
      isDisposed = true
      await session.release()
    },
  }
}

/** A float32 tensor over `data` (not copied). */
export function float32(data: Float32Array, dims: readonly number[]): Tensor {
  return new ort.Tensor('float32', data, dims)
}

/** An int64 tensor; the numbers are converted. */
export function int64(values: readonly number[], dims: readonly number[]): Tensor {
  return new ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims)
}

/** The version of the runtime: part of every key under which its optimised models are kept. */
export const runtimeVersion: string = ort.env.versions.node ?? ort.env.versions.common
