import { viewOf } from './byte-view'
import { damagedRecording } from './damaged-recording'
import { childrenOf, fileBoxAt, versioned, type FileBox } from './mp4-boxes'
import type { Packet } from './packets'
import type { SoundBytes } from './recording'

/** What says where a fragment's packets lie, a few seconds of them, takes a few kilobytes. */
const maxFragmentBytes = 4 * 2 ** 20
/** More boxes than ten days of fragments of a second each have. */
const maxFileBoxes = 2_000_000

/** What of a track its fragments go by. */
export interface FragmentedTrack {
  readonly id: number
  /** Of a packet whose fragment does not say. */
  readonly packetBytes: number
}

/** @throws AppError 'narration/damaged' */
export function fragmentedTrack(movie: DataView, track: DataView): FragmentedTrack {
  const header = childrenOf(track).find(({ type }) => type === 'tkhd')
  if (!header) throw damagedRecording('it has no tkhd')
  const id = versioned(header.view, 12, 20)
  const extension = childrenOf(movie).find(({ type }) => type === 'mvex')
  const defaults = extension
    ? childrenOf(extension.view).find(
        ({ type, view }) => type === 'trex' && view.byteLength >= 20 && view.getUint32(4) === id,
      )
    : undefined
  return { id, packetBytes: defaults?.view.getUint32(16) ?? 0 }
}

/** The packets of a track that comes in fragments, found as far as they are asked for. @see ISO/IEC 14496-12, 8.8 */
export class Mp4Fragments {
  readonly #starts: number[] = []
  readonly #lengths: number[] = []
  #nextByte: number | null
  #fileBoxes = 0

  /** @param fromByte where the first fragment may begin */
  constructor(
    private readonly bytes: SoundBytes,
    fromByte: number,
    private readonly track: FragmentedTrack,
  ) {
    this.#nextByte = fromByte
  }

  /** @returns null beyond the last. @throws AppError 'narration/damaged' */
  async packet(index: number): Promise<Packet | null> {
    await this.#findUpTo(index)
    const isThere = index < this.#starts.length
    return isThere ? { startByte: this.#starts[index], byteLength: this.#lengths[index] } : null
  }

  /** How many there are; goes through all of the file. @throws AppError 'narration/damaged' */
  async count(): Promise<number> {
    await this.#findUpTo(Infinity)
    return this.#starts.length
  }

  async #findUpTo(index: number): Promise<void> {
    while (this.#nextByte !== null && this.#starts.length <= index) {
      const box = await fileBoxAt(this.bytes, this.#nextByte)
      this.#nextByte = box && ++this.#fileBoxes < maxFileBoxes ? box.endByte : null
      if (box?.type === 'moof') await this.#add(box)
    }
  }

  async #add({ startByte, insideByte, endByte }: FileBox): Promise<void> {
    const length = endByte - insideByte
    if (length > maxFragmentBytes) throw damagedRecording(`${length} bytes tell of a fragment`)
    const fragment = viewOf(await this.bytes.read(insideByte, length))
    const totalBytes = await this.bytes.totalBytes()
    for (const { type, view } of childrenOf(fragment))
      if (type === 'traf') this.#addRuns(view, startByte, totalBytes)
  }

  #addRuns(traf: DataView, moofByte: number, totalBytes: number): void {
    const children = childrenOf(traf)
    const header = children.find(({ type }) => type === 'tfhd')?.view
    if (!header || header.byteLength < 8 || header.getUint32(4) !== this.track.id) return
    const fields = new Fields(header, 8)
    const flags = header.getUint32(0)
    const base = flags & 0x1 ? fields.long() : moofByte
    fields.skip(flags & 0x2)
    fields.skip(flags & 0x8)
    const packetBytes = flags & 0x10 ? fields.short() : this.track.packetBytes
    let start = base
    for (const { type, view } of children)
      if (type === 'trun' && view.byteLength >= 8)
        start = this.#addRun(view, { base, start, packetBytes, totalBytes })
  }

  /** @returns where the run ends */
  #addRun(
    run: DataView,
    {
      base,
      start: from,
      packetBytes,
      totalBytes,
    }: { base: number; start: number; packetBytes: number; totalBytes: number },
  ): number {
    const flags = run.getUint32(0)
    const count = run.getUint32(4)
    const fields = new Fields(run, 8)
    let start = flags & 0x1 ? base + fields.signed() : from
    fields.skip(flags & 0x4)
    for (let packet = 0; packet < count; packet++) {
      fields.skip(flags & 0x100)
      const length = flags & 0x200 ? fields.short() : packetBytes
      // A run that tells nothing of its packets may say that it has billions.
      if (length === 0 || start < 0 || start + length > totalBytes) break
      fields.skip(flags & 0x400)
      fields.skip(flags & 0x800)
      this.#starts.push(start)
      this.#lengths.push(length)
      start += length
    }
    return start
  }
}

/** Numbers one behind the other, of which some may be missing; 0 behind the end. */
class Fields {
  constructor(
    private readonly view: DataView,
    private at: number,
  ) {}

  short(): number {
    return this.#take(4) ? this.view.getUint32(this.at - 4) : 0
  }

  signed(): number {
    return this.#take(4) ? this.view.getInt32(this.at - 4) : 0
  }

  long(): number {
    return this.#take(8) ? Number(this.view.getBigUint64(this.at - 8)) : 0
  }

  /** @param isThere 0: it is not */
  skip(isThere: number): void {
    if (isThere !== 0) this.#take(4)
  }

  #take(bytes: number): boolean {
    this.at += bytes
    return this.at <= this.view.byteLength
  }
}
