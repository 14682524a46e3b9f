import { assert } from '@contract/assert'
import type { AcousticFeatures, PushGrid, Vocoder } from '../voice'
import { priorFrames, symbolsOfFrames } from './prior'
import type { NetworkContexts, StreamedNetwork } from './streamed-network'

/**
 * After its first push the flow runs ahead in pushes of this many frames: its 28 MB of weights pass through the
 * processor's cache in every push, which in pushes as short as the decoder's costs 8 to 20 % of the whole.
 */
const flowPushFrames = 128

/** Everything that crosses a push; arrays in it are never written to. */
export interface VitsVocoderState {
  readonly seed: number
  readonly symbols: Int32Array
  /** Frames of the prior handed to the flow. */
  readonly flownFrames: number
  readonly flowContexts: NetworkContexts
  /** Latent frames that came out of the flow and wait for the decoder, channel-major. */
  readonly waiting: Float32Array
  /** Frames handed to the decoder. */
  readonly fedFrames: number
  readonly decoderContexts: NetworkContexts
}

/**
 * Prior, streamed flow and streamed HiFi-GAN decoder. Each frame is computed once, and in float32 the result does not
 * depend on the pushes (1e-4 peak); equal pushes give equal bits.
 */
export function createVitsVocoder(parts: {
  flow: StreamedNetwork
  decoder: StreamedNetwork
  pushGrid: PushGrid
}): Vocoder<VitsVocoderState> {
  const { flow, decoder } = parts
  const { channels, lagFrames: flowLag } = flow.contract
  const lookAheadFrames = Math.ceil(decoder.contract.lagFrames / decoder.contract.rate)

  const init = (features: AcousticFeatures, seed: number): VitsVocoderState => ({
    seed,
    symbols: symbolsOfFrames(features),
    flownFrames: 0,
    flowContexts: flow.init(features.arrays),
    waiting: new Float32Array(0),
    fedFrames: 0,
    decoderContexts: decoder.init(features.arrays),
  })

  /** Runs the flow until latent frames up to `untilFrame` wait. */
  const flowUntil = async (
    features: AcousticFeatures,
    state: VitsVocoderState,
    untilFrame: number,
  ): Promise<VitsVocoderState> => {
    const isWhole = state.flownFrames === features.frames
    const made = isWhole ? features.frames : Math.max(0, state.flownFrames - flowLag)
    if (made >= untilFrame) return state
    const ahead = state.flownFrames === 0 ? 0 : state.flownFrames + flowPushFrames
    let flownFrames = Math.max(untilFrame + flowLag, ahead)
    // What would be left is shorter than what the flow holds back: it goes along.
    if (features.frames - flownFrames < flowLag) flownFrames = features.frames
    const prior = priorFrames(features, state.symbols, state.flownFrames, flownFrames, state.seed)
    const push = await flow.push(state.flowContexts, prior, flownFrames === features.frames)
    return {
      ...state,
      flownFrames,
      flowContexts: push.contexts,
      waiting: joinColumns(state.waiting, push.made, channels),
    }
  }

  return {
    hopSamples: decoder.contract.rate,
    pushGrid: parts.pushGrid,
    lookAheadFrames,
    init,
    async step(features, before, untilFrame) {
      assert(
        untilFrame > before.fedFrames && untilFrame <= features.frames,
        'a push feeds frames that are left',
      )
      const state = await flowUntil(features, before, untilFrame)
      const isLast = untilFrame === features.frames
      const [latent, waiting] = cutColumns(state.waiting, channels, untilFrame - state.fedFrames)
      const push = await decoder.push(state.decoderContexts, latent, isLast)
      return {
        samples: push.made,
        state: { ...state, waiting, fedFrames: untilFrame, decoderContexts: push.contexts },
      }
    },
    async decodeWindow(features, startFrame, endFrame, seed) {
      // The flow sees as much around the window as it reads: only the decoder, which makes the sound, starts afresh.
      // Without it every window would be another sound, and a blend of two an echo.
      const from = Math.max(0, startFrame - flowLag)
      const until = Math.min(features.frames, endFrame + flowLag)
      const prior = priorFrames(features, symbolsOfFrames(features), from, until, seed)
      const flown = await flow.push(flow.init(features.arrays), prior, true)
      flow.release(flown.contexts)
      const [, fromStart] = cutColumns(flown.made, channels, startFrame - from)
      const [latent] = cutColumns(fromStart, channels, endFrame - startFrame)
      const sound = await decoder.push(decoder.init(features.arrays), latent, true)
      decoder.release(sound.contexts)
      return sound.made
    },
    release(state) {
      flow.release(state.flowContexts)
      decoder.release(state.decoderContexts)
    },
    async dispose() {
      await flow.dispose()
      await decoder.dispose()
    },
  }
}

/** Two channel-major arrays, one after the other in time. */
function joinColumns(a: Float32Array, b: Float32Array, channels: number): Float32Array {
  const [before, after] = [a.length / channels, b.length / channels]
  const joined = new Float32Array(a.length + b.length)
  for (let channel = 0; channel < channels; channel++) {
    const at = channel * (before + after)
    joined.set(a.subarray(channel * before, (channel + 1) * before), at)
    joined.set(b.subarray(channel * after, (channel + 1) * after), at + before)
  }
  return joined
}

/** The first `count` frames of a channel-major array, and the others. */
function cutColumns(data: Float32Array, channels: number, count: number): [Float32Array, Float32Array] {
  const frames = data.length / channels
  const first = new Float32Array(channels * count)
  const rest = new Float32Array(data.length - first.length)
  for (let channel = 0; channel < channels; channel++) {
    const row = data.subarray(channel * frames, (channel + 1) * frames)
    first.set(row.subarray(0, count), channel * count)
    rest.set(row.subarray(count), channel * (frames - count))
  }
  return [first, rest]
}
