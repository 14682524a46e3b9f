import { nameAt, viewOf } from './byte-view'
import { damagedRecording } from './damaged-recording'
import type { SoundBytes } from './recording'

/** More boxes beside one another than any file has a use for. */
export const maxBoxes = 10_000

/** A box of an MPEG-4 file: ISO/IEC 14496-12. */
export interface Box {
  readonly type: string
  /** What is inside it. */
  readonly view: DataView
}

/** Where a box of the file itself lies. */
export interface FileBox {
  readonly type: string
  readonly startByte: number
  /** Of what is inside it. */
  readonly insideByte: number
  readonly endByte: number
}

/** The box at a place of the file; null where none can be. */
export async function fileBoxAt(bytes: SoundBytes, startByte: number): Promise<FileBox | null> {
  const header = viewOf(await bytes.read(startByte, 16))
  if (header.byteLength < 8) return null
  const short = header.getUint32(0)
  const isLong = short === 1 && header.byteLength === 16
  const length = isLong
    ? Number(header.getBigUint64(8))
    : short === 0
      ? (await bytes.totalBytes()) - startByte
      : short
  const headerLength = isLong ? 16 : 8
  if (length < headerLength) return null
  const insideByte = startByte + headerLength
  return { type: nameAt(header, 4), startByte, insideByte, endByte: startByte + length }
}

/** The boxes in a view, as far as they are whole. */
export function childrenOf(view: DataView, from = 0): Box[] {
  const boxes: Box[] = []
  for (let at = from; at + 8 <= view.byteLength && boxes.length < maxBoxes;) {
    const length = view.getUint32(at)
    if (length < 8 || at + length > view.byteLength) break
    boxes.push({ type: nameAt(view, at + 4), view: part(view, at + 8, length - 8) })
    at += length
  }
  return boxes
}

/** The first box of a type. @throws AppError 'narration/damaged' when there is none */
export function within(view: DataView, type: string): DataView {
  const box = childrenOf(view).find((child) => child.type === type)
  if (!box) throw damagedRecording(`it has no ${type}`)
  return box.view
}

/** A number whose place hangs on the version of its box. @throws AppError 'narration/damaged' */
export function versioned(view: DataView, shortAt: number, longAt: number): number {
  const at = view.byteLength > 0 && view.getUint8(0) === 1 ? longAt : shortAt
  if (at + 4 > view.byteLength) throw damagedRecording('a box is cut off')
  return view.getUint32(at)
}

/** A stretch of a view, of the same bytes. */
export function part(view: DataView, at: number, length: number): DataView {
  return new DataView(view.buffer, view.byteOffset + at, length)
}
