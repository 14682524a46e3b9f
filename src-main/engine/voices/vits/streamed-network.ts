import { float32, int64, type ModelSession, type Tensor } from '../../onnx/session'
import type { StreamedNetworkContract } from './preparation-split'

/** What a network carries from push to push, by the name of the input that takes it. */
export type NetworkContexts = Readonly<Record<string, Tensor>>

/** A streamed network without its state: the weights are shared by all sentences. */
export interface StreamedNetwork {
  readonly contract: StreamedNetworkContract
  init(): NetworkContexts
  /**
   * @param frames channel-major [channels, n], n ≥ 1; not copied
   * @returns channel-major frames that will not change any more; owned by the receiver
   */
  push(
    contexts: NetworkContexts,
    frames: Float32Array,
    isLast: boolean,
  ): Promise<{ made: Float32Array<ArrayBuffer>; contexts: NetworkContexts }>
  dispose(): Promise<void>
}

export function createStreamedNetwork(
  session: ModelSession,
  contract: StreamedNetworkContract,
): StreamedNetwork {
  const { input, channels, lastInput, output, states } = contract
  return {
    contract,
    init: () =>
      Object.fromEntries(
        states.map((state) => [
          state.input,
          float32(new Float32Array(state.channels * state.startFrames), [
            1,
            state.channels,
            state.startFrames,
          ]),
        ]),
      ),
    async push(contexts, frames, isLast) {
      const outputs = await session.run({
        [input]: float32(frames, [1, channels, frames.length / channels]),
        [lastInput]: int64([isLast ? 1 : 0], [1]),
        ...contexts,
      })
      return {
        // A copy: the runtime keeps its own buffers.
        made: Float32Array.from(outputs[output].data as Float32Array),
        contexts: Object.fromEntries(states.map((state) => [state.input, outputs[state.output]])),
      }
    },
    dispose: () => session.dispose(),
  }
}
