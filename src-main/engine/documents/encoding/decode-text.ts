import { decode } from 'iconv-lite'
import { encodingChoices } from '@contract/encodings'
import { AppError } from '@contract/errors'
import { guessEncoding } from './decode-guess'
import { decodeIso2022Jp, isIso2022Jp } from './decode-iso-2022-jp'
import { decodeUnicode } from './decode-unicode'
import { guessUnicode } from './unicode-marks'

/** Text and the encoding it was read with. */
export interface DecodedText {
  readonly text: string
  /** A name for people, for example "UTF-8" or "Shift_JIS". */
  readonly encoding: string
  /** Whether nothing in the bytes says so: neither a mark nor their being valid UTF-8. */
  readonly isGuess: boolean
  /** Whether a guess rests on little. */
  readonly isUnsure: boolean
}

/** What is looked at for the zero bytes of UTF-16. */
const sampleBytes = 65_536
/** Damaged UTF-8 still has many more good sequences than bad bytes; in other encodings good ones arise by accident only. */
const minGoodPerBad = 2

/**
 * Decodes a text file: by its byte order mark, else by its escape sequences, else strict UTF-8, else UTF-16 and UTF-32
 * by their zero bytes, else UTF-8 with damage, else by what comes out likeliest. Only the byte order mark is left out.
 * Bytes that mean nothing come out as U+FFFD.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const unicode = guessUnicode(bytes.subarray(0, sampleBytes))
  if (unicode !== null && unicode.encoding !== 'UTF-8') {
    const isGuess = unicode.markBytes === 0
    return { text: decodeUnicode(bytes, unicode), encoding: unicode.encoding, isGuess, isUnsure: false }
  }
  const body = bytes.subarray(unicode?.markBytes ?? 0)
  if (isIso2022Jp(body))
    return { text: decodeIso2022Jp(body), encoding: 'ISO-2022-JP', isGuess: true, isUnsure: false }
  const strict = decodeStrictUtf8(body)
  if (strict !== null) return { text: strict, encoding: 'UTF-8', isGuess: false, isUnsure: false }
  if (unicode !== null || isDamagedUtf8(body)) {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body)
    return { text, encoding: 'UTF-8 (damaged)', isGuess: unicode === null, isUnsure: false }
  }
  const { encoding, isUnsure } = guessEncoding(body)
  return { text: decode(body, encoding, { stripBOM: false }), encoding, isGuess: true, isUnsure }
}

/**
 * Decodes a text file as somebody says it is encoded; a byte order mark of that encoding is left out.
 * @param encoding one of `encodingChoices`, by its id
 * @throws AppError 'contract/invalid' for any other
 */
export function decodeTextAs(bytes: Uint8Array, encoding: string): DecodedText {
  if (!encodingChoices.some(({ id }) => id === encoding)) {
    throw new AppError('contract/invalid', `No encoding is called ${JSON.stringify(encoding)}`, {
      details: { encoding },
    })
  }
  const text =
    encoding === 'ISO-2022-JP' ? decodeIso2022Jp(bytes) : decode(bytes, encoding, { stripBOM: false })
  return { text: text.replace(/^\ufeff/, ''), encoding, isGuess: false, isUnsure: false }
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
