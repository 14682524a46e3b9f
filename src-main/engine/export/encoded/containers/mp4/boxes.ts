/** A box of ISO/IEC 14496-12: its length, its four letters, what is in it. */
export function box(type: string, ...content: readonly Uint8Array[]): Buffer {
  const length = content.reduce((sum, { length }) => sum + length, 8)
  return Buffer.concat([uint32(length), Buffer.from(type, 'latin1'), ...content], length)
}

/** A box that begins with a version and flags. */
export function fullBox(
  type: string,
  { version = 0, flags = 0 }: { readonly version?: number; readonly flags?: number },
  ...content: readonly Uint8Array[]
): Buffer {
  return box(type, uint32(version * 2 ** 24 + flags), ...content)
}

export function uint8(...values: readonly number[]): Buffer {
  return Buffer.from(values)
}

export function uint16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, index) => bytes.writeUInt16BE(value, index * 2))
  return bytes
}

export function uint32(...values: readonly number[]): Buffer {
  return uint32List(values)
}

/** As many as a long book has are too many for arguments. */
export function uint32List(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4))
  return bytes
}

export function uint64(...values: readonly number[]): Buffer {
  return uint64List(values)
}

export function uint64List(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 8)
  values.forEach((value, index) => bytes.writeBigInt64BE(BigInt(value), index * 8))
  return bytes
}

/** Whether numbers need the version of a box that has twice the bytes for each: few players of old know that one. */
export function needs64(...values: readonly number[]): boolean {
  return values.some((value) => value > 0xffff_ffff)
}

/** What places an image that there is none of: the identity. */
export const matrix = uint32(0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000)
