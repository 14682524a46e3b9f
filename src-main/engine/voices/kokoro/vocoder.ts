import { assert } from '@contract/assert'
import { float32, floatsOf, type ModelSession, type Tensor } from '../../onnx/session'
import type { AcousticFeatures, PushGrid, Vocoder } from '../voice'
import { kokoroTensors } from './preparation-split'
import { curvePointsPerFrame, joinFrames, quietCuts } from './quiet-cuts'
import { styleFloats } from './styles'

/**
 * Frames that are decoded on both sides of those wanted, and dropped: 250 ms. Without them the two sides of a join
 * have nothing in common (measured: correlation 0.1 against 0.7, levels up to 20 dB apart); 500 ms gained little more.
 */
const contextFrames = 10
/** A window is widened to at least this many frames, because its loudness is levelled over what is decoded. */
const minimumDecodedFrames = 40

/** Everything that crosses a push. */
export interface KokoroVocoderState {
  readonly fedFrames: number
  readonly sentFrames: number
  /** Samples of frames [sentFrames, fedFrames), which the next piece is blended over. */
  readonly tail: Float32Array
}

/**
 * The decoder of a Kokoro voice, given stretches of a sentence. Every layer of it is levelled by the mean and the
 * spread of the whole stretch, so there is no state that would make two stretches sound as one: pieces are cut where
 * the voice is quietest and blended over `joinFrames`. Nothing in it is random: the seed changes nothing.
 */
export function createKokoroVocoder(parts: {
  decoder: ModelSession
  hopSamples: number
  /** Lengths aimed at. */
  pushGrid: PushGrid
}): Vocoder<KokoroVocoderState> {
  const { decoder, hopSamples, pushGrid } = parts

  /** Samples of frames [startFrame, endFrame), decoded with what is around them. */
  const decode = async (
    { frames, arrays }: AcousticFeatures,
    startFrame: number,
    endFrame: number,
  ): Promise<Float32Array<ArrayBuffer>> => {
    assert(startFrame >= 0 && endFrame > startFrame && endFrame <= frames, 'a window lies in its sentence')
    const around = Math.max(contextFrames, Math.ceil((minimumDecodedFrames - (endFrame - startFrame)) / 2))
    const from = Math.max(0, startFrame - around)
    const until = Math.min(frames, endFrame + around)
    const curve = (name: string): Tensor =>
      float32(arrays[name].subarray(from * curvePointsPerFrame, until * curvePointsPerFrame), [
        1,
        1,
        (until - from) * curvePointsPerFrame,
      ])
    const aligned = columns(arrays[kokoroTensors.aligned], frames, from, until)
    const outputs = await decoder.run({
      [kokoroTensors.aligned]: float32(aligned, [1, aligned.length / (until - from), until - from]),
      [kokoroTensors.pitch]: curve(kokoroTensors.pitch),
      [kokoroTensors.energy]: curve(kokoroTensors.energy),
      [kokoroTensors.source]: float32(
        arrays[kokoroTensors.source].subarray(from * hopSamples, until * hopSamples),
        [1, (until - from) * hopSamples, 1],
      ),
      [kokoroTensors.style]: float32(arrays[kokoroTensors.style], [1, styleFloats]),
    })
    const audio = floatsOf(outputs[kokoroTensors.audio])
    assert(audio.length === (until - from) * hopSamples, 'the decoder makes a hop of samples a frame')
    return audio.slice((startFrame - from) * hopSamples, (endFrame - from) * hopSamples)
  }

  return {
    hopSamples,
    pushGrid,
    lookAheadFrames: joinFrames,
    pushEnds: ({ arrays }) => quietCuts(arrays[kokoroTensors.energy], pushGrid),
    init: () => ({ fedFrames: 0, sentFrames: 0, tail: new Float32Array(0) }),
    async step(features, state, untilFrame) {
      const { fedFrames, sentFrames, tail } = state
      assert(untilFrame > fedFrames && untilFrame <= features.frames, 'a push feeds frames that are left')
      const piece = await decode(features, sentFrames, untilFrame)
      fadeOver(piece, tail)
      const isLast = untilFrame === features.frames
      const sendUntil = isLast ? untilFrame : Math.max(sentFrames, untilFrame - joinFrames)
      const length = (sendUntil - sentFrames) * hopSamples
      return {
        samples: piece.slice(0, length),
        state: { fedFrames: untilFrame, sentFrames: sendUntil, tail: piece.slice(length) },
      }
    },
    decodeWindow: decode,
    dispose: () => decoder.dispose(),
  }
}

/** Lets the end of the piece before go over into the start of this one: a raised cosine, in place. */
function fadeOver(piece: Float32Array, tail: Float32Array): void {
  for (let index = 0; index < tail.length; index++) {
    const weight = 0.5 - 0.5 * Math.cos((Math.PI * (index + 0.5)) / tail.length)
    piece[index] = piece[index] * weight + tail[index] * (1 - weight)
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
