import { AppError } from '@contract/errors'
import type { Picture } from '@contract/host-messages'

/** What a picture's first bytes say of it, whatever the document calls it. */
export interface PictureHeader {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml'
  /** In px, as it is meant to be shown. */
  readonly width: number
  readonly height: number
}

/** How much of a picture is looked at: behind what cameras write before the size of a JPEG. */
export const pictureHeadBytes = 131_072
/** Of a drawing, whose size stands in its first tag. */
const drawingHeadBytes = 8_192
/** A larger side, or more points than this, would take a page's memory; a page of a newspaper at 600 dpi has less. */
const maxSidePixels = 16_384
const maxPixels = 64_000_000

/** @returns null for what is no picture that can be shown, or one too large to be */
export function readPictureHeader(head: Uint8Array): PictureHeader | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  const found = readPng(bytes) ?? readJpeg(bytes) ?? readGif(bytes) ?? readWebp(bytes) ?? readSvg(bytes)
  if (found === null) return null
  const width = Math.round(found.width)
  const height = Math.round(found.height)
  const isDrawn = width >= 1 && height >= 1
  const fits = width <= maxSidePixels && height <= maxSidePixels && width * height <= maxPixels
  return isDrawn && fits ? { ...found, width, height } : null
}

/**
 * A picture of a document as it is handed over.
 * @param bytes all of it; null where there is none
 * @param name  as the document calls it
 * @throws AppError 'document/missing' when there is none, or it cannot be shown
 */
export function pictureOf(bytes: Uint8Array | null, name: string): Picture {
  const header = bytes && readPictureHeader(bytes)
  if (!bytes || !header) throw new AppError('document/missing', `There is no picture ${JSON.stringify(name)}`)
  return { mediaType: header.mediaType, bytes: Uint8Array.from(bytes) }
}

/** PNG (ISO/IEC 15948): the header chunk comes first. */
function readPng(bytes: Buffer): PictureHeader | null {
  if (bytes.length < 24 || bytes.toString('latin1', 0, 16) !== '\x89PNG\r\n\x1a\n\0\0\0\rIHDR') return null
  return { mediaType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** GIF 87a and 89a. */
function readGif(bytes: Buffer): PictureHeader | null {
  if (bytes.length < 10 || !/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return null
  return { mediaType: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
}

/** JPEG (ITU-T T.81, B.2): segment after segment up to the frame header. */
function readJpeg(bytes: Buffer): PictureHeader | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null
  for (let at = 2; at + 9 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) return null
    // Fill bytes before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame)
      return {
        mediaType: 'image/jpeg',
        width: bytes.readUInt16BE(at + 7),
        height: bytes.readUInt16BE(at + 5),
      }
    at += 2 + Math.max(2, bytes.readUInt16BE(at + 2))
  }
  return null
}

/** WebP (RFC 9649): lossy, lossless or extended. */
function readWebp(bytes: Buffer): PictureHeader | null {
  if (bytes.length < 30) return null
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return null
  const mediaType = 'image/webp'
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { mediaType, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21)
      return { mediaType, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { mediaType, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
    default:
      return null
  }
}

const drawingTag = /<(?:svg:)?svg(?=[\s>])([^>]{0,4000})>/
const lengthAttribute = (name: string): RegExp =>
  new RegExp(`\\s${name}\\s{0,9}=\\s{0,9}["']\\s{0,9}(\\d{1,6}(?:\\.\\d{1,9})?)\\s{0,9}(?:px)?\\s{0,9}["']`)
const widthAttribute = lengthAttribute('width')
const heightAttribute = lengthAttribute('height')
const viewBoxAttribute =
  /\sviewBox\s{0,9}=\s{0,9}["'][\s,]{0,9}-?[\d.]{1,12}[\s,]{1,9}-?[\d.]{1,12}[\s,]{1,9}([\d.]{1,12})[\s,]{1,9}([\d.]{1,12})/

/** SVG: a size in px, else the shape of its view box. */
function readSvg(bytes: Buffer): PictureHeader | null {
  const begin = bytes.toString('utf8', 0, drawingHeadBytes)
  if (!/^\ufeff?\s{0,99}</.test(begin)) return null
  const attributes = drawingTag.exec(begin)?.[1]
  if (attributes === undefined) return null
  const viewBox = viewBoxAttribute.exec(attributes)
  const width = Number(widthAttribute.exec(attributes)?.[1] ?? viewBox?.[1])
  const height = Number(heightAttribute.exec(attributes)?.[1] ?? viewBox?.[2])
  return Number.isFinite(width) && Number.isFinite(height)
    ? { mediaType: 'image/svg+xml', width, height }
    : null
}
