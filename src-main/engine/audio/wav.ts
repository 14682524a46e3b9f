import { assert } from '@contract/assert'

/** Bytes before the samples of a plain RIFF/WAVE file. */
export const wavHeaderBytes = 44
/** A RIFF size field holds 32 bits: samples beyond this need another container. */
export const longestWavDataBytes = 0xffff_ffff - wavHeaderBytes

/**
 * The header of a mono 16-bit WAV file.
 * @param dataBytes length of the samples that follow, at most `longestWavDataBytes`
 */
export function wavHeader(sampleRateHz: number, dataBytes: number): Uint8Array {
  assert(dataBytes <= longestWavDataBytes, 'a WAV file holds less than 4 GiB')
  const bytesPerSample = 2
  const header = new DataView(new ArrayBuffer(wavHeaderBytes))
  const tag = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i++) header.setUint8(at + i, text.charCodeAt(i))
  }
  tag(0, 'RIFF')
  header.setUint32(4, wavHeaderBytes - 8 + dataBytes, true)
  tag(8, 'WAVE')
  tag(12, 'fmt ')
  header.setUint32(16, 16, true)
  header.setUint16(20, 1, true) // integer PCM
  header.setUint16(22, 1, true) // mono
  header.setUint32(24, sampleRateHz, true)
  header.setUint32(28, sampleRateHz * bytesPerSample, true)
  header.setUint16(32, bytesPerSample, true)
  header.setUint16(34, bytesPerSample * 8, true)
  tag(36, 'data')
  header.setUint32(40, dataBytes, true)
  return new Uint8Array(header.buffer)
}

/** Samples as little-endian 16-bit integers, rounded to nearest; what lies outside -1..1 is clipped. */
export function toPcm16(samples: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(samples.length * 2))
  for (let i = 0; i < samples.length; i++) {
    const clipped = Math.max(-1, Math.min(1, samples[i]))
    view.setInt16(i * 2, Math.round(clipped * 32_767), true)
  }
  return new Uint8Array(view.buffer)
}
