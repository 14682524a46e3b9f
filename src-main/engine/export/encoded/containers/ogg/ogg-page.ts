/** The bytes of a page before its table of segments, and where things stand in them. */
export const pageHeadBytes = 27
const flagsAt = 5
const granuleAt = 6
const serialAt = 14
const sequenceAt = 18
const checksumAt = 22
const segmentsAt = 26
const mostSegments = 255
const segmentBytes = 255
/** What a page's flags say. */
const goesOn = 1
const isFirst = 2
const isLast = 4
/** Of a page in which no packet ends. */
const noGranule = 0xffff_ffff_ffff_ffffn
/** Told apart only from streams beside it, of which there are none: the same bytes every time. */
const serial = 1

/** How many pages hold one packet that has pages of its own. */
export function pagesFor(packetBytes: number): number {
  return Math.ceil((Math.floor(packetBytes / segmentBytes) + 1) / mostSegments)
}

/** How many segments a packet takes up in a page's table. */
export function segmentsOf(packetBytes: number): number {
  return Math.floor(packetBytes / segmentBytes) + 1
}

/**
 * Packets that are whole on one page.
 * @param packets  together at most 255 segments
 * @param granule  the position where the last one ends
 * @param sequence the page's number
 */
export function oggPage(
  packets: readonly Uint8Array[],
  granule: number,
  sequence: number,
  place: 'first' | 'middle' | 'last',
): Buffer {
  const table = packets.flatMap(({ length }) => segmentTable(length))
  const flags = place === 'first' ? isFirst : place === 'last' ? isLast : 0
  return pageOf(table, Buffer.concat(packets), BigInt(granule), sequence, flags)
}

/** One packet on as many pages as it needs, which nothing else is on. @param sequence the first page's number */
export function oggPagesOfOne(packet: Uint8Array, sequence: number): Buffer {
  const table = segmentTable(packet.length)
  const pages: Buffer[] = []
  for (let at = 0, from = 0; at < table.length; at += mostSegments) {
    const part = table.slice(at, at + mostSegments)
    const to = from + part.reduce((sum, bytes) => sum + bytes, 0)
    const endsHere = at + mostSegments >= table.length
    const granule = endsHere ? 0n : noGranule
    const flags = at === 0 ? 0 : goesOn
    pages.push(pageOf(part, packet.subarray(from, to), granule, sequence + pages.length, flags))
    from = to
  }
  return Buffer.concat(pages)
}

/** The whole length of a page; infinite where what is there of it does not tell. */
export function oggPageBytes(start: Uint8Array): number {
  if (start.length < pageHeadBytes || start.length < pageHeadBytes + start[segmentsAt]) return Infinity
  let bytes = pageHeadBytes + start[segmentsAt]
  for (let i = 0; i < start[segmentsAt]; i++) bytes += start[pageHeadBytes + i]
  return bytes
}

/** Gives a page another number. */
export function renumberPage(page: Buffer, more: number): void {
  page.writeUInt32LE(page.readUInt32LE(sequenceAt) + more, sequenceAt)
  page.writeUInt32LE(0, checksumAt)
  page.writeUInt32LE(checksum(page), checksumAt)
}

/** A packet ends with the first segment that is not full, an empty one if need be. */
function segmentTable(bytes: number): number[] {
  return [...Array<number>(Math.floor(bytes / segmentBytes)).fill(segmentBytes), bytes % segmentBytes]
}

function pageOf(
  table: readonly number[],
  content: Uint8Array,
  granule: bigint,
  sequence: number,
  flags: number,
): Buffer {
  const head = Buffer.alloc(pageHeadBytes + table.length)
  head.write('OggS', 'latin1')
  head[flagsAt] = flags
  head.writeBigUInt64LE(granule, granuleAt)
  head.writeUInt32LE(serial, serialAt)
  head.writeUInt32LE(sequence, sequenceAt)
  head[segmentsAt] = table.length
  head.set(table, pageHeadBytes)
  const page = Buffer.concat([head, content])
  page.writeUInt32LE(checksum(page), checksumAt)
  return page
}

const polynomial = 0x04c1_1db7
const checksums = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24
  for (let bit = 0; bit < 8; bit++) sum = sum & 0x8000_0000 ? (sum << 1) ^ polynomial : sum << 1
  return sum >>> 0
})

/** The cyclic redundancy check of RFC 3533: not reflected, from zero. */
function checksum(page: Uint8Array): number {
  let sum = 0
  // By index: a cover of many megabytes goes through here, and iterators take ten times as long.
  for (let i = 0; i < page.length; i++) sum = (sum << 8) ^ checksums[(sum >>> 24) ^ page[i]]
  return sum >>> 0
}
