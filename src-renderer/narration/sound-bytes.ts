import type { SoundRange } from '@contract/host-messages'
import type { SoundBytes } from './recording'

/** Fetched at once: the first sound waits for one of these, and a process is started for each. */
const rangeBytes = 2 ** 20
/** A recording is gone through from front to back, with a look at its end: more are not needed again. */
const keptRanges = 6

/** Bytes fetched range by range, of which the last few are kept: memory does not grow with the recording. */
export function fetchedBytes(
  fetch: (startByte: number, byteLength: number) => Promise<SoundRange>,
): SoundBytes {
  const kept = new Map<number, Promise<SoundRange>>()
  const range = (index: number): Promise<SoundRange> => {
    const known = kept.get(index)
    const found = known ?? fetch(index * rangeBytes, rangeBytes)
    if (!known) found.catch(() => kept.delete(index))
    kept.delete(index)
    kept.set(index, found)
    for (const old of [...kept.keys()].slice(0, -keptRanges)) kept.delete(old)
    return found
  }
  return {
    totalBytes: async () => (await range(0)).totalBytes,
    async read(startByte, byteLength) {
      const parts: Uint8Array[] = []
      const endByte = startByte + byteLength
      for (let at = startByte; at < endByte;) {
        const index = Math.floor(at / rangeBytes)
        const { bytes } = await range(index)
        const part = bytes.subarray(at - index * rangeBytes, endByte - index * rangeBytes)
        if (part.length === 0) break
        parts.push(part)
        at += part.length
      }
      return parts.length === 1 ? parts[0] : joinedBytes(parts)
    },
  }
}

function joinedBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
