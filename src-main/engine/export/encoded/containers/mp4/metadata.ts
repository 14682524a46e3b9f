import type { Cover, EncodedTags } from '../../encoded-form'
import { inLines, inOneLine } from '../../tag-text'
import { box, fullBox, uint16, uint32, uint8 } from './boxes'

/** Kinds of values. */
const utf8 = 1
const pictureKinds = { 'image/jpeg': 13, 'image/png': 14 }
const integer = 21
const notTold = 0
/** What the library of a player keeps it among. */
const audiobook = 2

/**
 * Tags as iTunes keeps them.
 * @param gapless what comes before the sound, what comes after it, and how long it is, in samples
 */
export function metadataBox(
  tags: EncodedTags,
  cover: Cover | null,
  gapless: { readonly delay: number; readonly padding: number; readonly samples: number },
): Buffer {
  const { title, artist, album, track, trackCount = 0, date, genre, comment, copyright } = tags
  const texts = {
    '\xa9nam': title && inOneLine(title),
    '\xa9ART': artist && inOneLine(artist),
    aART: artist && inOneLine(artist),
    '\xa9alb': album && inOneLine(album),
    '\xa9day': date && inOneLine(date),
    '\xa9gen': genre && inOneLine(genre),
    '\xa9cmt': comment && inLines(comment),
    cprt: copyright && inOneLine(copyright),
  }
  const items = Object.entries(texts).flatMap(([type, text]) =>
    text ? [item(type, utf8, Buffer.from(text))] : [],
  )
  if (track !== undefined) items.push(item('trkn', notTold, uint16(0, track, trackCount, 0)))
  items.push(item('stik', integer, uint8(audiobook)), item('pgap', integer, uint8(1)))
  if (cover) items.push(item('covr', pictureKinds[cover.mediaType], cover.bytes))
  items.push(gaplessItem(gapless))
  const handled = [uint32(0), Buffer.from('mdirappl'), uint32(0, 0), uint8(0)]
  return fullBox('meta', {}, fullBox('hdlr', {}, ...handled), box('ilst', ...items))
}

function item(type: string, kind: number, value: Uint8Array): Buffer {
  return box(type, dataBox(kind, value))
}

function dataBox(kind: number, value: Uint8Array): Buffer {
  const anyLocale = 0
  return box('data', uint32(kind, anyLocale), value)
}

/** The edges of the sound for players that read no edit lists: hexadecimal numbers in a comment that iTunes hides. */
function gaplessItem({
  delay,
  padding,
  samples,
}: {
  delay: number
  padding: number
  samples: number
}): Buffer {
  const hex = (value: number, digits = 8): string => value.toString(16).toUpperCase().padStart(digits, '0')
  const unused = Array.from({ length: 8 }, () => hex(0))
  const text = ['', hex(0), hex(delay), hex(padding), hex(samples, 16), ...unused].join(' ')
  return box(
    '----',
    fullBox('mean', {}, Buffer.from('com.apple.iTunes')),
    fullBox('name', {}, Buffer.from('iTunSMPB')),
    dataBox(utf8, Buffer.from(text)),
  )
}
