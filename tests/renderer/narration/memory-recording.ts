import type { Recording, SoundBytes } from '../../../src-renderer/narration/recording'

/** Samples in memory as a recording. */
export function memoryRecording(samples: Float32Array, sampleRateHz: number): Recording {
  return {
    sampleRateHz,
    totalSamples: () => Promise.resolve(samples.length),
    read: (startSample, count) => Promise.resolve(samples.slice(startSample, startSample + count)),
    dispose: () => undefined,
  }
}

/** Bytes in memory, as they would be fetched. */
export function memoryBytes(bytes: Uint8Array): SoundBytes {
  return {
    totalBytes: () => Promise.resolve(bytes.length),
    read: (startByte, byteLength) => Promise.resolve(bytes.slice(startByte, startByte + byteLength)),
  }
}

/** A hum that never repeats for long: every sample can be told from the others. */
export function sweep(samples: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: samples }, (_, at) => 0.5 * Math.sin(0.02 * at + at * at * 1e-7))
}
