import * as ort from 'onnxruntime-node'
import { vi } from 'vitest'

/** The native sessions of this thread, counted where the runtime makes and frees them. */
export interface CountedSessions {
  readonly made: number
  readonly left: number
  /** Outputs of the sessions that something still holds after a collection, the count of which needs one. */
  tensorsLeft(): Promise<number>
  /** Counts no more. */
  restore(): void
}

export function countSessions(): CountedSessions {
  let made = 0
  let left = 0
  const tensors: WeakRef<ort.Tensor>[] = []
  const create = ort.InferenceSession.create.bind(ort.InferenceSession) as (
    ...args: readonly unknown[]
  ) => Promise<ort.InferenceSession>
  const spy = vi.spyOn(ort.InferenceSession, 'create').mockImplementation(async (...args: unknown[]) => {
    const session = await create(...args)
    made++
    left++
    const release = session.release.bind(session)
    const run = session.run.bind(session) as (
      ...inputs: readonly unknown[]
    ) => Promise<ort.InferenceSession.OnnxValueMapType>
    session.release = async () => {
      await release()
      left--
    }
    session.run = async (...inputs: readonly unknown[]) => {
      const outputs = await run(...inputs)
      for (const value of Object.values(outputs))
        if (value instanceof ort.Tensor) tensors.push(new WeakRef(value))
      return outputs
    }
    return session
  })
  return {
    get made() {
      return made
    },
    get left() {
      return left
    },
    async tensorsLeft() {
      const { setFlagsFromString } = await import('node:v8')
      const { runInNewContext } = await import('node:vm')
      setFlagsFromString('--expose-gc')
      const collectGarbage = runInNewContext('gc') as () => void
      for (let turn = 0; turn < 3; turn++) {
        await new Promise((resolve) => setImmediate(resolve))
        collectGarbage()
      }
      return tensors.filter((tensor) => tensor.deref() !== undefined).length
    },
    restore: () => spy.mockRestore(),
  }
}
