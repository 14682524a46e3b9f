import { analyse } from 'chardet'
import { decode, encodingExists } from 'iconv-lite'
import { decodeUnicode } from './decode-unicode'
import { guessUnicode } from './unicode-marks'

/** Text and the encoding it was read with. */
export interface DecodedText {
  readonly text: string
  /** A name for people, for example "UTF-8" or "Shift_JIS". */
  readonly encoding: string
}

/** What the detector sees; its cost grows with this, its certainty hardly does beyond it. */
const sampleBytes = 65_536
/** Damaged UTF-8 still has many more good sequences than bad bytes; in other encodings good ones arise by accident only. */
const minGoodPerBad = 2
/** Ellipsis, quotes, bullet, dashes, trade mark, no-break space and guillemets in windows-1252. */
const windowsPunctuation: ReadonlySet<number> = new Set([
  0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0xa0, 0xab, 0xbb,
])
const minTypographicShare = 0.8
/** The encoding of last resort: every byte means something in it, and it is the commonest of the old ones. */
const fallbackEncoding = 'windows-1252'

/**
 * Decodes a text file: by its byte order mark, else strict UTF-8, else UTF-16 by its zero bytes, else UTF-8 with damage,
 * else by a statistical detector. Only the byte order mark is left out. Bytes that mean nothing come out as U+FFFD.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const unicode = guessUnicode(bytes.subarray(0, sampleBytes))
  if (unicode !== null && unicode.encoding !== 'UTF-8')
    return { text: decodeUnicode(bytes, unicode), encoding: unicode.encoding }
  const body = bytes.subarray(unicode?.markBytes ?? 0)
  const strict = decodeStrictUtf8(body)
  if (strict !== null) return { text: strict, encoding: 'UTF-8' }
  if (unicode !== null || isDamagedUtf8(body)) {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body)
    return { text, encoding: 'UTF-8 (damaged)' }
  }
  return decodeLegacy(body)
}

function decodeStrictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Counts multi-byte sequences by their shape; overlong forms and surrogates are too rare to matter here. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  let good = 0
  let bad = 0
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at]
    const length =
      lead < 0x80
        ? 1
        : lead >= 0xc2 && lead < 0xe0
          ? 2
          : (lead & 0xf0) === 0xe0
            ? 3
            : lead >= 0xf0 && lead < 0xf5
              ? 4
              : 0
    let continuation = 1
    while (continuation < length && (bytes[at + continuation] & 0xc0) === 0x80) continuation += 1
    if (length === 0 || continuation < length) {
      bad += 1
      at += 1
    } else {
      if (length > 1) good += 1
      at += length
    }
  }
  return good > bad * minGoodPerBad
}

function decodeLegacy(bytes: Uint8Array): DecodedText {
  const sample = sampleAroundForeignBytes(bytes)
  if (isTypographicLatin(sample)) return { text: decode(bytes, fallbackEncoding), encoding: fallbackEncoding }
  const named = analyse(sample)
    .map((match) => match.name)
    // Unicode has been ruled out by now, and windows-1252 holds all of ISO-8859-1 and the curly quotes as well.
    .filter((name) => !name.startsWith('UTF-') && name !== 'ASCII' && encodingExists(name))
    .map((name) => (name === 'ISO-8859-1' ? fallbackEncoding : name))
  const encoding = named.find((name) => isClean(decode(sample, name))) ?? fallbackEncoding
  return { text: decode(bytes, encoding, { stripBOM: false }), encoding }
}

/**
 * English with curly quotes and dashes: the foreign bytes stand alone and are the punctuation of windows-1252. The
 * detector takes such a byte and the letter after it for one character of an Asian encoding, above all in short texts.
 */
function isTypographicLatin(sample: Uint8Array): boolean {
  let foreign = 0
  let typographic = 0
  for (let at = 0; at < sample.length; at += 1) {
    if (sample[at] < 0x80) continue
    foreign += 1
    const isAlone = !(sample[at - 1] >= 0x80) && !(sample[at + 1] >= 0x80)
    if (isAlone && windowsPunctuation.has(sample[at])) typographic += 1
  }
  return typographic >= foreign * minTypographicShare
}

/** Starts at the first byte beyond ASCII: a long English preface would hide what follows from the detector. */
function sampleAroundForeignBytes(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte >= 0x80)
  return bytes.subarray(Math.max(0, first), first + sampleBytes)
}

/** No unmappable byte and no C1 control; the sample's very end may have cut a character in two. */
function isClean(text: string): boolean {
  return !/[\ufffd\x80-\x9f]/.test(text.slice(0, -2))
}
