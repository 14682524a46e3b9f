import { inOneLine, utf8Within } from '../../tag-text'
import type { Chapter } from '../../encoded-form'
import { box, fullBox, matrix, uint16, uint32, uint64, uint8 } from './boxes'

/** What counts Nero's chapters, and what counts the bytes of a title there. */
const mostNeroChapters = 255
const longestNeroTitle = 255
/** What counts the bytes of a text. */
const longestText = 0xffff
const neroTicksPerSecond = 1e7

/**
 * Chapters as Nero wrote them into the user's data, and most players of other makers read them: the first 255, their
 * titles within 255 bytes.
 */
export function neroChapters(chapters: readonly Chapter[], sampleRateHz: number): Buffer {
  const listed = chapters.slice(0, mostNeroChapters).map(({ title, startSample }) => {
    const text = utf8Within(inOneLine(title), longestNeroTitle)
    const time = uint64(Math.round((startSample / sampleRateHz) * neroTicksPerSecond))
    return Buffer.concat([time, uint8(text.length), text])
  })
  return fullBox('chpl', { version: 1 }, uint32(0), uint8(listed.length), ...listed)
}

/** What is shown while a chapter lasts: a text, with the note that it is UTF-8. */
export function chapterText({ title }: Chapter): Buffer {
  const text = utf8Within(inOneLine(title), longestText)
  const utf8 = box('encd', uint32(0x100))
  return Buffer.concat([uint16(text.length), text, utf8])
}

/** The header of a track of text, as QuickTime has it. */
export function textMediaHeader(): Buffer {
  const copied = 0x40
  const grey = 0x8000
  const general = fullBox('gmin', {}, uint16(copied, grey, grey, grey, 0, 0))
  return box('gmhd', general, box('text', matrix))
}

/** How a track of text is shown, by QuickTime's entry of a sample table: nothing but the text. */
export function textSampleEntry(): Buffer {
  const entry = uint16(0, 0, 0, 1)
  const centred = 1
  const flags = 0
  const background = uint16(0, 0, 0)
  const place = uint16(0, 0, 0, 0)
  const reserved = uint32(0, 0)
  const fontAndFace = uint16(0, 0)
  const foreground = uint16(0, 0, 0)
  const noFontName = uint8(0)
  return box(
    'text',
    ...[entry, uint32(flags, centred), background, place, reserved],
    ...[fontAndFace, uint8(0), uint16(0), foreground, noFontName],
  )
}
