/** Bytes before the samples: a format that is not integer PCM needs an extension field and a `fact` chunk. */
const headerBytes = 58
const bytesPerSample = 4
/** What the format field says of IEEE 754 numbers. */
const ieeeFloat = 3

/** A whole mono WAV file of 32-bit floats, little-endian: the samples as they are, clipped by nobody. */
export function floatWav(samples: Float32Array, sampleRateHz: number): Uint8Array {
  const dataBytes = samples.length * bytesPerSample
  const view = new DataView(new ArrayBuffer(headerBytes + dataBytes))
  const tag = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i++) view.setUint8(at + i, text.charCodeAt(i))
  }
  tag(0, 'RIFF')
  view.setUint32(4, headerBytes - 8 + dataBytes, true)
  tag(8, 'WAVE')
  tag(12, 'fmt ')
  view.setUint32(16, 18, true)
  view.setUint16(20, ieeeFloat, true)
  view.setUint16(22, 1, true) // mono
  view.setUint32(24, sampleRateHz, true)
  view.setUint32(28, sampleRateHz * bytesPerSample, true)
  view.setUint16(32, bytesPerSample, true)
  view.setUint16(34, bytesPerSample * 8, true)
  view.setUint16(36, 0, true) // no extension
  tag(38, 'fact')
  view.setUint32(42, 4, true)
  view.setUint32(46, samples.length, true)
  tag(50, 'data')
  view.setUint32(54, dataBytes, true)
  samples.forEach((sample, i) => view.setFloat32(headerBytes + i * bytesPerSample, sample, true))
  return new Uint8Array(view.buffer)
}
