import { decode, encodingExists } from 'iconv-lite'
import { decodeUnicode } from '../encoding/decode-unicode'
import { guessUnicode, type UnicodeGuess } from '../encoding/unicode-marks'

/** Bytes in which a declaration is looked for; it may only stand at the very beginning. */
const declarationBytes = 256
const declaredEncoding = /^\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z][\w.-]{0,40})["']/

/**
 * Decodes an XML file: by its byte order mark, by the zero bytes of UTF-16, by its declaration, else as UTF-8, and where
 * it is not even that, as windows-1252. The byte order mark is left out; what is no character comes out as U+FFFD.
 * @see https://www.w3.org/TR/xml/#sec-guessing
 */
export function decodeXml(bytes: Uint8Array): string {
  const wide = wideEncoding(bytes)
  if (wide !== null) return decodeUnicode(bytes, wide)
  const head = Buffer.from(bytes.subarray(0, declarationBytes)).toString('latin1')
  const declared = declaredEncoding.exec(head)?.[1]
  // A declaration that could be read byte by byte is not in one of the wide encodings, whatever it says.
  if (declared !== undefined && !/^(?:utf|ucs|iso-10646|unicode)/i.test(declared) && encodingExists(declared))
    return decode(bytes, declared, { stripBOM: false })
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return declared === undefined
      ? decode(bytes, 'windows-1252')
      : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  }
}

/** What the first bytes say: a mark, or the zero byte beside the sign every XML file begins with. */
function wideEncoding(bytes: Uint8Array): UnicodeGuess | null {
  const marked = guessUnicode(bytes.subarray(0, 4))
  if (marked !== null && marked.markBytes > 0) return marked
  if (bytes[0] === 0x3c && bytes[1] === 0) return { encoding: 'UTF-16LE', markBytes: 0 }
  return bytes[0] === 0 && bytes[1] === 0x3c ? { encoding: 'UTF-16BE', markBytes: 0 } : null
}
