import { assert } from '@contract/assert'
import { freeBuffers } from '../../free-buffers'
import { float32, int64, type ModelSession, type Tensor } from '../../onnx/session'
import type { AcousticFeatures, PushGrid, Vocoder } from '../voice'
import { latentFeature, pitchFeature } from './acoustic'
import type { DecoderContract } from './preparation'
import { phaseOfWindow } from './synthesis/excitation'
import type { SynthesisState, Synthesizer } from './synthesis/synthesizer'

/** Everything that crosses a push: the decoder's convolution contexts and the synthesis's pulses, phase and overlap. */
export interface SpectralVocoderState {
  /** Frames handed to the decoder. */
  readonly fedFrames: number
  /** Frames that came out of it: behind by the look-ahead until the end. */
  readonly decodedFrames: number
  readonly contexts: Readonly<Record<string, Tensor>>
  readonly synthesis: SynthesisState
}

/**
 * The streamed decoder followed by the pulse/STFT synthesis. Each frame is computed once, whatever the pushes; in
 * float32 the result does not depend on them (1e-4 peak), in int8 equal pushes give equal bits.
 */
export function createSpectralVocoder(parts: {
  decoder: ModelSession
  synthesizer: Synthesizer
  contract: DecoderContract
  hopSamples: number
  pushGrid: PushGrid
}): Vocoder<SpectralVocoderState> {
  const { decoder, synthesizer, contract, hopSamples } = parts
  // Of the outputs only the spectrum is given memory: the contexts are made anew, because they are state.
  const contextsWanted: Readonly<Record<string, null>> = Object.fromEntries(
    contract.states.map(({ output }) => [output, null]),
  )

  const init = (features: AcousticFeatures, seed: number): SpectralVocoderState => ({
    fedFrames: 0,
    decodedFrames: 0,
    contexts: Object.fromEntries(
      contract.states.map(({ input, channels, startFrames }) => [
        input,
        float32(new Float32Array(channels * startFrames), [1, channels, startFrames]),
      ]),
    ),
    synthesis: synthesizer.init(features.arrays[pitchFeature], seed),
  })

  const step = async (
    features: AcousticFeatures,
    state: SpectralVocoderState,
    untilFrame: number,
  ): Promise<{ samples: Float32Array<ArrayBuffer>; state: SpectralVocoderState }> => {
    const { fedFrames, decodedFrames } = state
    assert(untilFrame > fedFrames && untilFrame <= features.frames, 'a push feeds frames that are left')
    const isLast = untilFrame === features.frames
    const rows = (isLast ? untilFrame : untilFrame - contract.lookAheadFrames) - decodedFrames
    assert(rows > 0, 'the first push is longer than the look-ahead')
    const spectrum = synthesizer.spectrumRows(rows)
    const latents = columns(features.arrays[latentFeature], features.frames, fedFrames, untilFrame)
    const outputs = await decoder.run(
      {
        [contract.latentInput]: float32(latents, [1, contract.latentChannels, untilFrame - fedFrames]),
        [contract.lastInput]: int64([isLast ? 1 : 0], [1]),
        ...state.contexts,
      },
      // The decoder writes its rows where the synthesis reads them.
      { [contract.spectrumOutput]: float32(spectrum, [1, rows, contract.rowFloats]), ...contextsWanted },
    )
    freeBuffers(latents.buffer)
    decoder.release(state.contexts)
    const result = synthesizer.step(state.synthesis, rows)
    return {
      samples: result.samples,
      state: {
        fedFrames: untilFrame,
        decodedFrames: decodedFrames + rows,
        contexts: Object.fromEntries(contract.states.map(({ input, output }) => [input, outputs[output]])),
        synthesis: result.state,
      },
    }
  }

  return {
    hopSamples,
    pushGrid: parts.pushGrid,
    // The synthesis holds two frames back on top of the decoder's look-ahead.
    lookAheadFrames: contract.lookAheadFrames + 2,
    init,
    step,
    async decodeWindow(features, startFrame, endFrame, seed) {
      const frames = endFrame - startFrame
      const window: AcousticFeatures = {
        frames,
        arrays: {
          [latentFeature]: columns(features.arrays[latentFeature], features.frames, startFrame, endFrame),
          [pitchFeature]: features.arrays[pitchFeature].slice(startFrame, endFrame),
        },
      }
      // Nothing of the sound before is carried; but pulses and noise are those of the place, as they are known without
      // it: or two windows of one instant would be different sounds, and a blend of them an echo.
      const pitch = features.arrays[pitchFeature]
      const start = { firstFrame: startFrame, phaseTurns: phaseOfWindow(pitch, startFrame) }
      const synthesis = synthesizer.init(window.arrays[pitchFeature], seed, start)
      const { samples, state } = await step(window, { ...init(window, seed), synthesis }, frames)
      decoder.release(state.contexts)
      return samples
    },
    release: (state) => decoder.release(state.contexts),
    dispose: () => decoder.dispose(),
  }
}

/** Frames [from, until) of a channel-major [channels, frames] array. */
function columns(data: Float32Array, frames: number, from: number, until: number): Float32Array<ArrayBuffer> {
  const channels = data.length / frames
  const width = until - from
  const result = new Float32Array(channels * width)
  for (let channel = 0; channel < channels; channel++)
    result.set(data.subarray(channel * frames + from, channel * frames + until), channel * width)
  return result
}
