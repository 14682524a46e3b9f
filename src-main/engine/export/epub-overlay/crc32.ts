const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/**
 * The check sum of zip archives; Node's own came after the oldest Node that is supported.
 * @param before of what stands before these bytes
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = ~before
  for (let at = 0; at < bytes.length; at += 1) value = table[(value ^ bytes[at]) & 0xff] ^ (value >>> 8)
  return ~value >>> 0
}
