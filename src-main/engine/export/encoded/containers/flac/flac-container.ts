import { assert } from '@contract/assert'
import type { Chapter, EncodedForm } from '../../encoded-form'
import type { EncodingStart } from '../../encoding/encoding'
import type { UnfinishedFile } from '../../../recording/unfinished-file'
import { chapterRoomBytes, putHead, type Container } from '../container'
import { commentsOf, pictureBlock, vorbisComments } from '../vorbis-comments'

const blockHeadBytes = 4
/** "fLaC", then the first block. */
const streamInfoAt = 4
const streamInfoBytes = blockHeadBytes + 34
/** Behind it the encoder's own comments: their head, the length of its name, its name. */
const vendorLengthAt = streamInfoAt + streamInfoBytes + blockHeadBytes
const blockTypes = { padding: 1, comments: 4, picture: 6 }
const isLast = 0x80
/** What a block's length can say. */
const longestBlockBytes = 0xff_ffff

/**
 * A FLAC file: its blocks, then frames.
 * A cover of 16 MiB or more is left out: the format has no place for it.
 */
export function createFlacContainer(
  file: UnfinishedFile,
  { tags, cover }: EncodedForm,
  start: EncodingStart,
): Container {
  const picture = cover ? pictureBlock(cover) : null
  const pictures = picture && picture.length <= longestBlockBytes ? [block('picture', picture)] : []
  const head = (description: Uint8Array, chapters: readonly Chapter[]): Buffer => {
    const comments = commentsOf(tags, chapters, start.sampleRateHz)
    return Buffer.concat([
      description.subarray(0, vendorLengthAt - blockHeadBytes),
      block('comments', vorbisComments(vendorIn(description), comments)),
      ...pictures,
    ])
  }
  /** Whatever length is to be filled: a block has at least its head. */
  const padded = (content: Buffer, bytes: number): Buffer =>
    Buffer.concat([
      content,
      block('padding', Buffer.alloc(Math.max(0, bytes - content.length - blockHeadBytes)), isLast),
    ])
  let headBytes = 0
  return {
    async begin() {
      const begun = head(start.description, [])
      const whole = padded(begun, begun.length + chapterRoomBytes)
      headBytes = whole.length
      await file.append(whole)
    },
    async write(packets) {
      if (packets.length > 0) await file.append(Buffer.concat(packets.map(({ bytes }) => bytes)))
    },
    async finish({ description }, chapters) {
      await putHead(file, headBytes, padded(head(description, chapters), headBytes))
    },
  }
}

function vendorIn(description: Uint8Array): string {
  const bytes = Buffer.from(description)
  const length = bytes.readUInt32LE(vendorLengthAt)
  return bytes.toString('utf8', vendorLengthAt + 4, vendorLengthAt + 4 + length)
}

function block(type: keyof typeof blockTypes, content: Buffer, flags = 0): Buffer {
  assert(content.length <= longestBlockBytes, 'a block of FLAC is shorter than 16 MiB')
  const head = Buffer.alloc(blockHeadBytes)
  head[0] = blockTypes[type] | flags
  head.writeUIntBE(content.length, 1, 3)
  return Buffer.concat([head, content])
}
