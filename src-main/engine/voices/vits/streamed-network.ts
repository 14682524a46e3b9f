import { float32, floatsOf, int64, type ModelSession, type Tensor } from '../../onnx/session'
import type { AcousticFeatures } from '../voice'
import type { StreamedNetworkContract } from './preparation-split'

/** What a network is given besides its frames, by the name of the input: its contexts, and what it is conditioned on. */
export type NetworkContexts = Readonly<Record<string, Tensor>>

/** A streamed network without its state: the weights are shared by all sentences. */
export interface StreamedNetwork {
  readonly contract: StreamedNetworkContract
  /** @param arrays of the features, of which those are read that the network is conditioned on */
  init(arrays: AcousticFeatures['arrays']): NetworkContexts
  /**
   * @param frames channel-major [channels, n], n ≥ 1; not copied
   * @param contexts replaced by the result, do not reuse
   * @returns channel-major frames that will not change any more; owned by the receiver
   */
  push(
    contexts: NetworkContexts,
    frames: Float32Array,
    isLast: boolean,
  ): Promise<{ made: Float32Array<ArrayBuffer>; contexts: NetworkContexts }>
  /** Frees contexts that will not be pushed any more, where they are in a device's memory. */
  release(contexts: NetworkContexts): void
  dispose(): Promise<void>
}

export function createStreamedNetwork(
  session: ModelSession,
  contract: StreamedNetworkContract,
): StreamedNetwork {
  const { input, channels, lastInput, output, states, conditions } = contract
  return {
    contract,
    init: (arrays) => ({
      ...Object.fromEntries(
        conditions.map((name) => [name, float32(arrays[name], [1, arrays[name].length, 1])]),
      ),
      ...Object.fromEntries(
        states.map((state) => [
          state.input,
          float32(new Float32Array(state.channels * state.startFrames), [
            1,
            state.channels,
            state.startFrames,
          ]),
        ]),
      ),
    }),
    async push(contexts, frames, isLast) {
      const outputs = await session.run({
        [input]: float32(frames, [1, channels, frames.length / channels]),
        [lastInput]: int64([isLast ? 1 : 0], [1]),
        ...contexts,
      })
      session.release(contexts)
      return {
        made: floatsOf(outputs[output]),
        contexts: {
          ...contexts,
          ...Object.fromEntries(states.map((state) => [state.input, outputs[state.output]])),
        },
      }
    },
    release: (contexts) => session.release(contexts),
    dispose: () => session.dispose(),
  }
}
