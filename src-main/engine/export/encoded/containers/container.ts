import type { Chapter } from '../encoded-form'
import type { EncodingEnd } from '../encoding/encoding'
import type { Packet } from '../encoders/encoder'
import type { UnfinishedFile } from '../../recording/unfinished-file'

/** What stands around the packets of a codec in a file, and says what they are. */
export interface Container {
  /** Writes what comes before the first packet, or keeps its place free. */
  begin(): Promise<void>
  write(packets: readonly Packet[]): Promise<void>
  /**
   * Completes the file, but for its name.
   * @param end      its samples are those of the recording: without the delay, and without what fills the last frame
   * @param chapters in order; what they count is at the packets' rate, too
   */
  finish(end: Omit<EncodingEnd, 'packets'>, chapters: readonly Chapter[]): Promise<void>
}

/** What is kept free in a head for chapters: those of a long book. Where they do not fit, all behind it is moved. */
export const chapterRoomBytes = 1 << 15

/**
 * Puts a head where its place was kept, and moves what is behind it where it is longer.
 * @param headBytes the place that was kept
 * @returns by how much it was moved
 */
export async function putHead(file: UnfinishedFile, headBytes: number, head: Uint8Array): Promise<number> {
  const moreBytes = Math.max(0, head.length - headBytes)
  if (moreBytes > 0) await file.makeRoom(headBytes, moreBytes)
  await file.replace(0, head)
  return moreBytes
}
