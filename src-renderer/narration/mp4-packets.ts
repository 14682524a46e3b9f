import { nameAt, viewOf } from './byte-view'
import { damagedRecording, unplayableRecording } from './damaged-recording'
import { childrenOf, fileBoxAt, maxBoxes, versioned, within } from './mp4-boxes'
import { fragmentedTrack, Mp4Fragments } from './mp4-fragments'
import type { PacketTable } from './packets'
import type { SoundBytes } from './recording'

/** A film of any length says where its packets lie in less. */
const maxMovieBytes = 32 * 2 ** 20
/** Ten days of packets. */
const maxPackets = 40_000_000
/** AAC overlaps two packets; its wider band takes one more. */
const prerollPackets = 3
/** The kind of AAC that is nothing else besides. */
const aacLowComplexity = 2

/**
 * Reads where the packets of the first sound track of an MPEG-4 file (m4a, mp4) lie.
 * @see ISO/IEC 14496-12: the boxes; 14496-1: the descriptor of the decoder
 * @throws AppError 'narration/damaged', 'narration/unplayable' when it is not AAC
 */
export async function readMp4(bytes: SoundBytes): Promise<PacketTable> {
  const { movie, endByte } = await findMovie(bytes)
  const track = childrenOf(movie).find((box) => box.type === 'trak' && isSound(box.view))
  if (!track) throw damagedRecording('it has no track of sound')
  const media = within(track.view, 'mdia')
  const table = within(within(media, 'minf'), 'stbl')
  const { description, sampleRateHz, channels, codec } = readDescription(within(table, 'stsd'))
  const { leadSeconds, playedSeconds } = playedPart(track.view, {
    unitsPerSecond: versioned(within(media, 'mdhd'), 12, 20),
    movieUnitsPerSecond: versioned(within(movie, 'mvhd'), 12, 20),
  })
  const isFragmented = childrenOf(movie).some(({ type }) => type === 'mvex')
  const listed = packetsOf(table, isFragmented)
  const fragments = isFragmented ? new Mp4Fragments(bytes, endByte, fragmentedTrack(movie, track.view)) : null
  const known = listed.starts.length
  return {
    codec,
    description,
    sampleRateHz,
    channels,
    prerollPackets,
    leadSeconds,
    tailSamples: 0,
    playedSeconds,
    async packet(index) {
      if (index < known) return { startByte: listed.starts[index], byteLength: listed.lengths[index] }
      return (await fragments?.packet(index - known)) ?? null
    },
    count: async () => known + ((await fragments?.count()) ?? 0),
  }
}

async function findMovie(bytes: SoundBytes): Promise<{ movie: DataView; endByte: number }> {
  for (let at = 0, boxes = 0; boxes < maxBoxes; boxes++) {
    const box = await fileBoxAt(bytes, at)
    if (!box) break
    const { type, insideByte, endByte } = box
    if (type === 'moov') {
      const length = endByte - insideByte
      if (length > maxMovieBytes) throw damagedRecording(`${length} bytes say where its packets lie`)
      return { movie: viewOf(await bytes.read(insideByte, length)), endByte }
    }
    at = endByte
  }
  throw damagedRecording('nothing says where its packets lie')
}

function isSound(track: DataView): boolean {
  const media = childrenOf(track).find(({ type }) => type === 'mdia')
  const handler = media && childrenOf(media.view).find(({ type }) => type === 'hdlr')
  return handler !== undefined && handler.view.byteLength >= 12 && nameAt(handler.view, 8) === 'soun'
}

/** What of a track is the recording: all of it, unless its list of edits says otherwise. */
function playedPart(
  track: DataView,
  { unitsPerSecond, movieUnitsPerSecond }: { unitsPerSecond: number; movieUnitsPerSecond: number },
): { leadSeconds: number; playedSeconds: number | null } {
  const edits = childrenOf(track).find(({ type }) => type === 'edts')
  const list = edits && childrenOf(edits.view).find(({ type }) => type === 'elst')?.view
  if (!list || list.byteLength < 8 || unitsPerSecond === 0) return { leadSeconds: 0, playedSeconds: null }
  const isLong = list.getUint8(0) === 1
  const entryBytes = isLong ? 20 : 12
  const count = Math.min(list.getUint32(4), Math.floor((list.byteLength - 8) / entryBytes))
  /** Silence that is put before it. */
  let emptySeconds = 0
  for (let index = 0; index < count; index++) {
    const at = 8 + index * entryBytes
    const units = isLong ? Number(list.getBigUint64(at)) : list.getUint32(at)
    const seconds = movieUnitsPerSecond > 0 ? units / movieUnitsPerSecond : 0
    const time = isLong ? Number(list.getBigInt64(at + 8)) : list.getInt32(at + 4)
    if (time < 0) emptySeconds += seconds
    // What is edited together from several stretches is no recording that somebody timed clips in: its first one counts.
    else
      return {
        leadSeconds: time / unitsPerSecond - emptySeconds,
        playedSeconds: count === index + 1 && seconds > 0 ? seconds + emptySeconds : null,
      }
  }
  return { leadSeconds: 0, playedSeconds: null }
}

function readDescription(
  view: DataView,
): Pick<PacketTable, 'codec' | 'sampleRateHz' | 'channels'> & { description: Uint8Array } {
  const entry = childrenOf(view, 8).at(0)
  if (entry?.type !== 'mp4a' || entry.view.byteLength < 28) throw unplayableRecording(entry?.type ?? 'MP4')
  const descriptor = childrenOf(entry.view, 28).find(({ type }) => type === 'esds')
  const description = descriptor && decoderConfig(descriptor.view)
  if (!description || description.length < 2) throw unplayableRecording('MP4')
  const object = description[0] >> 3
  // The entry says 2 of any sound; a decoder that is told so of one channel loses half of it.
  const ownChannels = (description[1] >> 3) & 15
  const isTold = object === aacLowComplexity && ownChannels >= 1 && ownChannels <= 6
  const channels = isTold ? ownChannels : Math.max(1, entry.view.getUint16(16))
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

function packetsOf(table: DataView, mayBeEmpty: boolean): { starts: Float64Array; lengths: Uint32Array } {
  const sizes = within(table, 'stsz')
  const chunks = within(table, 'stsc')
  const children = childrenOf(table)
  const offsets = children.find(({ type }) => type === 'stco' || type === 'co64')
  if (!offsets || sizes.byteLength < 12 || chunks.byteLength < 8 || offsets.view.byteLength < 8)
    throw damagedRecording('nothing says where its packets lie')
  const oneSize = sizes.getUint32(4)
  const said = sizes.getUint32(8)
  const count = oneSize === 0 ? Math.min(said, (sizes.byteLength - 12) >> 2) : said
  if ((count === 0 && !mayBeEmpty) || count > maxPackets) throw damagedRecording(`it has ${count} packets`)
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
