import type { Chapter, Cover, EncodedTags } from '../../encoded-form'
import { threeLetterLanguage } from '../../language-codes'
import { inLines, inOneLine } from '../../tag-text'

const headBytes = 10
/** Entries of one table of contents are counted in a byte. */
const mostEntries = 255
const latin1 = Buffer.of(0)
const utf16 = Buffer.of(1)
const littleEndian = Buffer.of(0xff, 0xfe)
const frontCover = 3
/** Of a table: the one that no other one holds; its entries are in order. */
const isTop = 2
const isOrdered = 1

/**
 * A tag of ID3v2.3, the version that the most players read, with chapters as its addendum of 2005 has them (CHAP, CTOC).
 * @param durationSeconds where the last chapter ends
 * @param bytes           the length to be filled, if there is less to say
 */
export function id3Tag(
  { tags, cover }: { readonly tags: EncodedTags; readonly cover: Cover | null },
  chapters: readonly Chapter[],
  sampleRateHz: number,
  durationSeconds: number,
  bytes: number,
): Buffer {
  const milliseconds = (seconds: number): number => Math.round(seconds * 1_000)
  const starts = chapters.map(({ startSample }) => milliseconds(startSample / sampleRateHz))
  const ends = [...starts.slice(1), milliseconds(durationSeconds)]
  const frames = [
    ...tagFrames(tags),
    ...(cover ? [pictureFrame(cover)] : []),
    ...contentsFrames(chapters.length),
    ...chapters.map(({ title }, index) => chapterFrame(index, title, starts[index], ends[index])),
  ]
  const content = Buffer.concat(frames)
  const tag = Buffer.alloc(Math.max(bytes, headBytes + content.length))
  tag.write('ID3\x03\x00\x00', 'latin1')
  tag.set(sevenBits(tag.length - headBytes), 6)
  tag.set(content, headBytes)
  return tag
}

function tagFrames(tags: EncodedTags): Buffer[] {
  const { title, artist, album, track, trackCount, date, genre, comment, language, copyright } = tags
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)-(\d\d))?/.exec(date ?? '') ?? []
  const threeLetters = language === undefined ? null : threeLetterLanguage(language)
  const texts = {
    TIT2: title,
    TPE1: artist,
    TALB: album,
    TRCK: track === undefined ? undefined : trackCount === undefined ? `${track}` : `${track}/${trackCount}`,
    TYER: year,
    TDAT: day === undefined ? undefined : day + month,
    TCON: genre,
    TCOP: copyright,
    TLAN: threeLetters ?? undefined,
  }
  const frames = Object.entries(texts).flatMap(([id, text]) =>
    text ? [frame(id, encoded(inOneLine(text)))] : [],
  )
  if (comment) frames.push(commentFrame(inLines(comment), threeLetters ?? 'und'))
  return frames
}

function commentFrame(comment: string, language: string): Buffer {
  const code = Buffer.from(language, 'latin1')
  const [kind, ...text] = isAscii(comment)
    ? [latin1, Buffer.of(0), Buffer.from(comment, 'latin1')]
    : [utf16, littleEndian, Buffer.of(0, 0), littleEndian, Buffer.from(comment, 'utf16le')]
  return frame('COMM', Buffer.concat([kind, code, ...text]))
}

function pictureFrame({ bytes, mediaType }: Cover): Buffer {
  const type = Buffer.from(`${mediaType}\0`, 'latin1')
  const noDescription = Buffer.of(0)
  return frame('APIC', Buffer.concat([latin1, type, Buffer.of(frontCover), noDescription, bytes]))
}

function chapterFrame(index: number, title: string, start: number, end: number): Buffer {
  const times = Buffer.alloc(16)
  times.writeUInt32BE(start, 0)
  times.writeUInt32BE(end, 4)
  // Where its bytes are is not told: times are.
  times.fill(0xff, 8)
  return frame(
    'CHAP',
    Buffer.concat([identifier('ch', index), times, frame('TIT2', encoded(inOneLine(title)))]),
  )
}

/** One table of all chapters, or where a table cannot hold them one of tables. */
function contentsFrames(count: number): Buffer[] {
  const chapters = Array.from({ length: count }, (_, index) => identifier('ch', index))
  if (count === 0) return []
  if (count <= mostEntries) return [contentsFrame(identifier('toc'), chapters, isTop | isOrdered)]
  const parts = Array.from({ length: Math.min(mostEntries, Math.ceil(count / mostEntries)) }, (_, part) => {
    const entries = chapters.slice(part * mostEntries, (part + 1) * mostEntries)
    return { id: identifier('toc', part), entries }
  })
  const ids = parts.map(({ id }) => id)
  return [
    contentsFrame(identifier('toc'), ids, isTop | isOrdered),
    ...parts.map(({ id, entries }) => contentsFrame(id, entries, isOrdered)),
  ]
}

function contentsFrame(id: Buffer, entries: readonly Buffer[], flags: number): Buffer {
  return frame('CTOC', Buffer.concat([id, Buffer.of(flags, entries.length), ...entries]))
}

function identifier(kind: string, index?: number): Buffer {
  return Buffer.from(`${kind}${index ?? ''}\0`, 'latin1')
}

function encoded(text: string): Buffer {
  return isAscii(text)
    ? Buffer.concat([latin1, Buffer.from(text, 'latin1')])
    : Buffer.concat([utf16, littleEndian, Buffer.from(text, 'utf16le')])
}

function isAscii(text: string): boolean {
  return !/[^\x20-\x7e\n]/.test(text)
}

function frame(id: string, content: Buffer): Buffer {
  const head = Buffer.alloc(headBytes)
  head.write(id, 'latin1')
  head.writeUInt32BE(content.length, 4)
  return Buffer.concat([head, content])
}

/** A length in bytes of which the highest bit is never set: none may look like a frame of sound. */
function sevenBits(value: number): number[] {
  return [21, 14, 7, 0].map((shift) => (value >> shift) & 0x7f)
}
