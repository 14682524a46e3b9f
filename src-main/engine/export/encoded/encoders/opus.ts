import createModule from 'opusscript/build/opusscript_native_wasm.js'
import wasmBinary from 'opusscript/build/opusscript_native_wasm.wasm?bytes'
import { assert } from '@contract/assert'
import { rateFor, type Encoder, type Packet } from './encoder'
import { createFramer } from './framer'
import { toIntegers } from './integers'

const rates = [8_000, 12_000, 16_000, 24_000, 48_000]
const framesPerSecond = 50
/** What the handler tells libopus there is room for. */
const longestPacketBytes = 3 * 1_276
/** For sound as it is; what is for calls filters it. */
const applicationAudio = 2_049
const setBitrate = 4_002
const setSignal = 4_024
const signalVoice = 3_001
const getLookahead = 4_027

/** Opus by libopus, of a bitrate that varies about the one asked for. */
export async function createOpusEncoder(sampleRateHz: number, bitsPerSecond: number): Promise<Encoder> {
  const opus = await createModule({ wasmBinary }).ready
  const rate = rateFor(sampleRateHz, rates)
  const frameSamples = rate / framesPerSecond
  const handler = new opus.OpusScriptHandler(rate, 1, applicationAudio)
  // The handler takes two bytes a sample, and each byte in two.
  const input = opus._malloc(frameSamples * 4)
  const output = opus._malloc(longestPacketBytes)
  const control = (request: number, argument: number): void => {
    const code = handler._encoder_ctl(request, argument)
    assert(code >= 0, `Opus takes ${request} ${argument}: ${code}`)
  }
  control(setBitrate, bitsPerSecond)
  control(setSignal, signalVoice)
  control(getLookahead, output)
  const delaySamples = opus.HEAP32[output >> 2]
  const framer = createFramer(frameSamples)
  let isDisposed = false

  const encodeFrame = (frame: Float32Array): Packet => {
    const bytes = new Uint8Array(Int16Array.from(toIntegers(frame, 16)).buffer)
    opus.HEAPU16.set(bytes, input >> 1)
    const count = handler._encode(input, bytes.length, output, frameSamples)
    assert(count > 0, `Opus is encoded: ${count}`)
    return { bytes: opus.HEAPU8.slice(output, output + count), samples: frameSamples }
  }
  return {
    sampleRateHz: rate,
    delaySamples,
    description: new Uint8Array(0),
    encode: (samples) => framer.frames(samples).map(encodeFrame),
    finish() {
      // The silence pushes out what the look-ahead holds back.
      const packets = framer.frames(new Float32Array(delaySamples)).map(encodeFrame)
      const rest = framer.rest()
      return rest ? [...packets, encodeFrame(rest)] : packets
    },
    dispose() {
      if (!isDisposed) opus.OpusScriptHandler.destroy_handler(handler)
      isDisposed = true
    },
  }
}
