const fnvPrime = 0x0100_0193

/** The checksum of no samples: FNV-1a's offset basis. */
export const emptyChecksum = 0x811c_9dc5

/**
 * Goes on with a checksum of samples: FNV-1a (Fowler, Noll, Vo) over 32-bit patterns instead of bytes, four times
 * as fast and as good at telling two renderings apart. Independent of how samples are cut into pieces.
 * @param checksum `emptyChecksum` or an earlier result
 * @returns an unsigned 32-bit number
 */
export function checksumSamples(checksum: number, samples: Float32Array): number {
  const patterns = new Uint32Array(samples.buffer, samples.byteOffset, samples.length)
  let hash = checksum
  for (let index = 0; index < patterns.length; index += 1)
    hash = Math.imul(hash ^ (patterns[index] ?? 0), fnvPrime)
  return hash >>> 0
}
