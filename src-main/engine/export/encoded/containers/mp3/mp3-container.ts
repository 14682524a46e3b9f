import type { EncodedForm } from '../../encoded-form'
import type { EncodingStart } from '../../encoding/encoding'
import { mpegFrameAt } from '../../encoders/mpeg-frame'
import type { UnfinishedFile } from '../../../recording/unfinished-file'
import { chapterRoomBytes, putHead, type Container } from '../container'
import { crc16 } from './crc16'
import { id3Tag } from './id3'
import { infoFrame, infoHeader } from './info-frame'

/** What two fields of twelve bits can say. */
const mostPaddingSamples = 0xfff

/** An MP3 file: a tag, a frame that tells its length and edges, and frames. */
export function createMp3Container(file: UnfinishedFile, form: EncodedForm, start: EncodingStart): Container {
  const { delaySamples, sampleRateHz } = start
  let tagBytes = 0
  let first: Uint8Array | null = null
  let frames = 0
  let bytes = 0
  let decodedSamples = 0
  let checksum = 0
  return {
    async begin() {
      const begun = id3Tag(form, [], sampleRateHz, 0, 0)
      tagBytes = begun.length + chapterRoomBytes
      await file.append(begun)
      await file.append(Buffer.alloc(chapterRoomBytes))
    },
    async write(packets) {
      if (packets.length === 0) return
      if (!first) {
        first = packets[0].bytes
        await file.append(Buffer.alloc(mpegFrameAt(infoHeader(first)).bytes))
      }
      const joined = Buffer.concat(packets.map((packet) => packet.bytes))
      frames += packets.length
      bytes += joined.length
      for (const { samples } of packets) decodedSamples += samples
      checksum = crc16(checksum, joined)
      await file.append(joined)
    },
    async finish({ samples }, chapters) {
      if (first) {
        const paddingSamples = Math.min(mostPaddingSamples, decodedSamples - delaySamples - samples)
        const stream = { start: first, frames, bytes, checksum, delaySamples, paddingSamples }
        await file.replace(tagBytes, infoFrame(stream))
      }
      const tag = id3Tag(form, chapters, sampleRateHz, samples / sampleRateHz, tagBytes)
      await putHead(file, tagBytes, tag)
    },
  }
}
