import { damagedRecording, unplayableRecording } from './damaged-recording'
import type { PacketTable } from './packets'
import type { SoundBytes } from './recording'

/** A film of any length says where its packets lie in less. */
const maxMovieBytes = 32 * 2 ** 20
const maxBoxes = 10_000
/** Ten days of packets. */
const maxPackets = 40_000_000
/** AAC overlaps two packets; its wider band takes one more. */
const prerollPackets = 3

interface Box {
  readonly type: string
  /** What is inside it. */
  readonly view: DataView
}

/**
 * Reads where the packets of the first sound track of an MPEG-4 file (m4a, mp4) lie.
 * @see ISO/IEC 14496-12: the boxes; 14496-1: the descriptor of the decoder
 * @throws AppError 'narration/damaged', 'narration/unplayable' when it is not AAC
 */
export async function readMp4(bytes: SoundBytes): Promise<PacketTable> {
  const movie = await findMovie(bytes)
  const track = childrenOf(movie).find((box) => box.type === 'trak' && isSound(box.view))
  if (!track) throw damagedRecording('it has no track of sound')
  const media = within(track.view, 'mdia')
  const table = within(within(media, 'minf'), 'stbl')
  const timescale = versioned(within(media, 'mdhd'), 12, 20)
  const { description, sampleRateHz, channels, codec } = readDescription(within(table, 'stsd'))
  const { starts, lengths } = packetsOf(table)
  const edit = childrenOf(track.view).find(({ type }) => type === 'edts')
  const leadUnits = edit ? leadOf(edit.view) : 0
  return {
    codec,
    description,
    sampleRateHz,
    channels,
    prerollPackets,
    leadSeconds: () => (timescale > 0 ? leadUnits / timescale : 0),
    tailSamples: 0,
    packet: (index) =>
      Promise.resolve(
        index < starts.length ? { startByte: starts[index], byteLength: lengths[index] } : null,
      ),
    count: () => Promise.resolve(starts.length),
  }
}

async function findMovie(bytes: SoundBytes): Promise<DataView> {
  const totalBytes = await bytes.totalBytes()
  for (let at = 0, boxes = 0; at + 8 <= totalBytes && boxes < maxBoxes; boxes++) {
    const header = viewOf(await bytes.read(at, 16))
    if (header.byteLength < 8) break
    const short = header.getUint32(0)
    const isLong = short === 1 && header.byteLength === 16
    const length = isLong ? Number(header.getBigUint64(8)) : short === 0 ? totalBytes - at : short
    const headerLength = isLong ? 16 : 8
    if (length < headerLength) break
    if (typeAt(header, 4) === 'moov') {
      if (length > maxMovieBytes) throw damagedRecording(`${length} bytes say where its packets lie`)
      return viewOf(await bytes.read(at + headerLength, length - headerLength))
    }
    at += length
  }
  throw damagedRecording('nothing says where its packets lie')
}

function childrenOf(view: DataView, from = 0): Box[] {
  const boxes: Box[] = []
  for (let at = from; at + 8 <= view.byteLength && boxes.length < maxBoxes;) {
    const length = view.getUint32(at)
    if (length < 8 || at + length > view.byteLength) break
    boxes.push({ type: typeAt(view, at + 4), view: part(view, at + 8, length - 8) })
    at += length
  }
  return boxes
}

function within(view: DataView, type: string): DataView {
  const box = childrenOf(view).find((child) => child.type === type)
  if (!box) throw damagedRecording(`it has no ${type}`)
  return box.view
}

function isSound(track: DataView): boolean {
  const media = childrenOf(track).find(({ type }) => type === 'mdia')
  const handler = media && childrenOf(media.view).find(({ type }) => type === 'hdlr')
  return handler !== undefined && handler.view.byteLength >= 12 && typeAt(handler.view, 8) === 'soun'
}

/** A number whose place hangs on the version of its box. */
function versioned(view: DataView, shortAt: number, longAt: number): number {
  const at = view.byteLength > 0 && view.getUint8(0) === 1 ? longAt : shortAt
  if (at + 4 > view.byteLength) throw damagedRecording('a box is cut off')
  return view.getUint32(at)
}

/** What comes before the recording: the first edit with something in it. */
function leadOf(edits: DataView): number {
  const list = childrenOf(edits).find(({ type }) => type === 'elst')?.view
  if (!list || list.byteLength < 8) return 0
  const isLong = list.getUint8(0) === 1
  const entryBytes = isLong ? 20 : 12
  const count = Math.min(list.getUint32(4), Math.floor((list.byteLength - 8) / entryBytes))
  for (let index = 0; index < count; index++) {
    const at = 8 + index * entryBytes
    const time = isLong ? Number(list.getBigInt64(at + 8)) : list.getInt32(at + 4)
    if (time >= 0) return time
  }
  return 0
}

function readDescription(
  view: DataView,
): Pick<PacketTable, 'codec' | 'sampleRateHz' | 'channels'> & { description: Uint8Array } {
  const entry = childrenOf(view, 8).at(0)
  if (entry?.type !== 'mp4a' || entry.view.byteLength < 28) throw unplayableRecording(entry?.type ?? 'MP4')
  const channels = Math.max(1, entry.view.getUint16(16))
  const descriptor = childrenOf(entry.view, 28).find(({ type }) => type === 'esds')
  const description = descriptor && decoderConfig(descriptor.view)
  if (!description || description.length < 2) throw unplayableRecording('MP4')
  const object = description[0] >> 3
  return {
    codec: `mp4a.40.${object}`,
    channels,
    sampleRateHz: entry.view.getUint16(24),
    description,
  }
}

/** The decoder's own setup, inside nested descriptors with lengths of their own kind. */
function decoderConfig(view: DataView): Uint8Array | null {
  let at = 4
  const descriptor = (tag: number): boolean => {
    if (at >= view.byteLength || view.getUint8(at) !== tag) return false
    at++
    for (let count = 0; count < 4 && at < view.byteLength; count++) if (view.getUint8(at++) < 0x80) break
    return true
  }
  if (!descriptor(3) || at + 3 > view.byteLength) return null
  const flags = view.getUint8(at + 2)
  if (flags !== 0) return null
  at += 3
  if (!descriptor(4)) return null
  at += 13
  const before = at
  if (!descriptor(5) || before + 1 >= view.byteLength) return null
  const length = view.getUint8(at - 1)
  if (at + length > view.byteLength) return null
  return new Uint8Array(view.buffer.slice(view.byteOffset + at, view.byteOffset + at + length))
}

function packetsOf(table: DataView): { starts: Float64Array; lengths: Uint32Array } {
  const sizes = within(table, 'stsz')
  const chunks = within(table, 'stsc')
  const children = childrenOf(table)
  const offsets = children.find(({ type }) => type === 'stco' || type === 'co64')
  if (!offsets || sizes.byteLength < 12 || chunks.byteLength < 8 || offsets.view.byteLength < 8)
    throw damagedRecording('nothing says where its packets lie')
  const oneSize = sizes.getUint32(4)
  const said = sizes.getUint32(8)
  const count = oneSize === 0 ? Math.min(said, (sizes.byteLength - 12) >> 2) : said
  if (count === 0 || count > maxPackets) throw damagedRecording(`it has ${count} packets`)
  const sizeOf = (packet: number): number => (oneSize === 0 ? sizes.getUint32(12 + packet * 4) : oneSize)
  const offsetBytes = offsets.type === 'co64' ? 8 : 4
  const chunkCount = Math.min(
    offsets.view.getUint32(4),
    Math.floor((offsets.view.byteLength - 8) / offsetBytes),
  )
  const runs = Math.min(chunks.getUint32(4), Math.floor((chunks.byteLength - 8) / 12))
  const starts = new Float64Array(count)
  const lengths = new Uint32Array(count)
  let packet = 0
  for (let run = 0; run < runs && packet < count; run++) {
    const firstChunk = chunks.getUint32(8 + run * 12) - 1
    const perChunk = chunks.getUint32(12 + run * 12)
    // Runs of nothing over all chunks would cost the product of both.
    if (perChunk === 0) continue
    const untilChunk = run + 1 < runs ? chunks.getUint32(20 + run * 12) - 1 : chunkCount
    for (let chunk = firstChunk; chunk < Math.min(untilChunk, chunkCount) && packet < count; chunk++) {
      const at = 8 + chunk * offsetBytes
      let start = offsetBytes === 8 ? Number(offsets.view.getBigUint64(at)) : offsets.view.getUint32(at)
      for (let index = 0; index < perChunk && packet < count; index++, packet++) {
        starts[packet] = start
        lengths[packet] = sizeOf(packet)
        start += lengths[packet]
      }
    }
  }
  return { starts: starts.subarray(0, packet), lengths: lengths.subarray(0, packet) }
}

function part(view: DataView, at: number, length: number): DataView {
  return new DataView(view.buffer, view.byteOffset + at, length)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function typeAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)))
}
