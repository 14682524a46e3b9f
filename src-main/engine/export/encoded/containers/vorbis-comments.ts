import type { Chapter, Cover, EncodedTags } from '../encoded-form'
import { inLines, inOneLine } from '../tag-text'

/** Three digits count chapters: what comes after the thousandth cannot be named. */
const mostChapters = 1_000

/** A list of comments as Xiph's formats carry it, without what each puts around it. */
export function vorbisComments(vendor: string, comments: readonly string[]): Buffer {
  const text = (value: string): Buffer[] => {
    const bytes = Buffer.from(value)
    return [uint32(bytes.length), bytes]
  }
  return Buffer.concat([...text(vendor), uint32(comments.length), ...comments.flatMap(text)])
}

/** @param sampleRateHz what the chapters are counted at */
export function commentsOf(
  tags: EncodedTags,
  chapters: readonly Chapter[],
  sampleRateHz: number,
): readonly string[] {
  const { title, artist, album, track, trackCount, date, genre, comment, language, copyright } = tags
  const fields = {
    TITLE: title,
    ARTIST: artist,
    ALBUM: album,
    TRACKNUMBER: track?.toString(),
    TRACKTOTAL: trackCount?.toString(),
    DATE: date,
    GENRE: genre,
    LANGUAGE: language,
    COPYRIGHT: copyright,
  }
  const said = Object.entries(fields).flatMap(([name, value]) =>
    value ? [`${name}=${inOneLine(value)}`] : [],
  )
  if (comment) said.push(`COMMENT=${inLines(comment)}`)
  const named = chapters.slice(0, mostChapters).flatMap((chapter, index) => {
    const name = `CHAPTER${String(index).padStart(3, '0')}`
    const time = clockTime(chapter.startSample / sampleRateHz)
    return [`${name}=${time}`, `${name}NAME=${inOneLine(chapter.title)}`]
  })
  return [...said, ...named]
}

/** A picture as FLAC has it in a block of its own, and Ogg as a comment. */
export function pictureBlock({ bytes, mediaType }: Cover): Buffer {
  const frontCover = 3
  // Width, height, depth and colours are asked for and read by nobody: 0 is "not told".
  const measures = Buffer.alloc(16)
  const type = Buffer.from(mediaType)
  const noDescription = uint32be(0)
  return Buffer.concat([
    ...[uint32be(frontCover), uint32be(type.length), type, noDescription],
    ...[measures, uint32be(bytes.length), bytes],
  ])
}

function clockTime(seconds: number): string {
  const milliseconds = Math.round(seconds * 1_000)
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const clock = [milliseconds / 3_600_000, (milliseconds / 60_000) % 60, (milliseconds / 1_000) % 60]
  return `${clock.map(two).join(':')}.${String(milliseconds % 1_000).padStart(3, '0')}`
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function uint32be(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
