import { setImmediate } from 'node:timers/promises'
import type { Chapter, EncodedForm } from '../../encoded-form'
import type { EncodingStart } from '../../encoding/encoding'
import type { UnfinishedFile } from '../../../recording/unfinished-file'
import { chapterRoomBytes, putHead, type Container } from '../container'
import { commentsOf, pictureBlock, vorbisComments } from '../vorbis-comments'
import { oggPage, oggPageBytes, oggPagesOfOne, pagesFor, renumberPage, segmentsOf } from './ogg-page'

/** Opus counts time at this rate, whatever it encodes. */
const clockHz = 48_000
/** A page of a second, as RFC 7845 wants it: 50 packets of up to 5 segments just fit. */
const packetsOnPage = 50
const mostSegments = 255
const vendor = 'libopus 1.4'
/** What is read at once when pages are gone through; no page is longer. */
const readBytes = 1 << 17

/** An Ogg file with one stream of Opus (RFC 7845). */
export function createOggContainer(
  file: UnfinishedFile,
  { tags, cover, sampleRateHz }: EncodedForm,
  start: EncodingStart,
): Container {
  const ticksPerSample = clockHz / start.sampleRateHz
  const preSkip = start.delaySamples * ticksPerSample
  const pictures = cover ? [`METADATA_BLOCK_PICTURE=${pictureBlock(cover).toString('base64')}`] : []
  const firstPage = oggPage([opusHead(preSkip, sampleRateHz)], 0, 0, 'first')
  const opusTags = (chapters: readonly Chapter[]): Buffer => {
    const comments = [...commentsOf(tags, chapters, start.sampleRateHz), ...pictures]
    return Buffer.concat([Buffer.from('OpusTags'), vorbisComments(vendor, comments)])
  }
  /** Zeros behind the comments are padding. */
  const reservedBytes = opusTags([]).length + chapterRoomBytes
  const head = (chapters: readonly Chapter[]): Buffer => {
    const packet = opusTags(chapters)
    const padding = Buffer.alloc(Math.max(0, reservedBytes - packet.length))
    return Buffer.concat([firstPage, oggPagesOfOne(Buffer.concat([packet, padding]), 1)])
  }
  let headBytes = 0
  let sequence = 1 + pagesFor(reservedBytes)
  /** Where the next page's last packet ends, without those that wait for it. */
  let granule = 0
  let waiting: Uint8Array[] = []
  let waitingTicks = 0
  let waitingSegments = 0

  const takePage = (place: 'middle' | 'last', end: number): Buffer => {
    const page = oggPage(waiting, end, sequence++, place)
    granule += waitingTicks
    waiting = []
    waitingTicks = 0
    waitingSegments = 0
    return page
  }
  return {
    async begin() {
      const begun = head([])
      headBytes = begun.length
      await file.append(begun)
    },
    async write(packets) {
      const pages: Buffer[] = []
      for (const { bytes, samples } of packets) {
        // The last page is written with the end: one packet at least is kept for it.
        if (waiting.length >= packetsOnPage || waitingSegments + segmentsOf(bytes.length) > mostSegments)
          pages.push(takePage('middle', granule + waitingTicks))
        waiting.push(bytes)
        waitingTicks += samples * ticksPerSample
        waitingSegments += segmentsOf(bytes.length)
      }
      if (pages.length > 0) await file.append(Buffer.concat(pages))
    },
    async finish({ samples }, chapters) {
      // Where sound ends is told by the last page: what the last packet has beyond it is not played.
      await file.append(takePage('last', preSkip + samples * ticksPerSample))
      const whole = head(chapters)
      const morePages = pagesFor(Math.max(reservedBytes, opusTags(chapters).length)) - pagesFor(reservedBytes)
      await putHead(file, headBytes, whole)
      if (morePages > 0) await renumber(file, whole.length, morePages)
    },
  }
}

/** @param preSkip in ticks of 48 kHz @param sampleRateHz what the recording had, for those who care */
function opusHead(preSkip: number, sampleRateHz: number): Buffer {
  const version = 1
  const channels = 1
  const head = Buffer.alloc(19)
  head.write('OpusHead', 'latin1')
  head[8] = version
  head[9] = channels
  head.writeUInt16LE(preSkip, 10)
  head.writeUInt32LE(sampleRateHz, 12)
  return head
}

/** Counts all pages from a place on by so many further: every one carries its number and a checksum of all it has. */
async function renumber(file: UnfinishedFile, from: number, more: number): Promise<void> {
  for (let at = from; at < file.bytes;) {
    const run = await file.read(at, readBytes)
    let end = 0
    while (end < run.length) {
      const bytes = oggPageBytes(run.subarray(end))
      if (end + bytes > run.length) break
      renumberPage(run.subarray(end, end + bytes), more)
      end += bytes
    }
    await file.replace(at, run.subarray(0, end))
    at += end
    await setImmediate()
  }
}
