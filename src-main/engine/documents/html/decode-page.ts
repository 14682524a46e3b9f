import { TextDecoder } from 'node:util'
import type { OpenOptions } from '@contract/host-messages'
import { maxDocumentChars } from '@contract/limits'
import { checkTextSize, decodeDocument, type DecodedDocument } from '../encoding/decode-document'
import type { ByteSource } from '../document-format'
import { guessUnicode } from '../encoding/unicode-marks'

/** Bytes in which a page says how it is encoded: the standard asks for the first 1,024, pages are not that strict. */
const declarationBytes = 4_096
const declaration =
  /<meta\b[^>]{0,200}\bcharset\s{0,20}=\s{0,20}["']?\s{0,20}([\w.:-]{2,40})|<\?xml\b[^>]{0,100}\bencoding\s{0,20}=\s{0,20}["']([\w.:-]{2,40})/i

/**
 * Decodes a web page: by its byte order mark, else as it says it is encoded, else by what its bytes look like.
 * @throws AppError 'document/empty', 'document/too-large', 'document/missing'
 */
export async function decodePage(source: ByteSource, options: OpenOptions): Promise<DecodedDocument> {
  const declared = options.encoding === undefined ? declaredDecoder(source.head) : null
  if (declared === null) return decodeDocument(source, options)
  const bytes = await source.readAll(maxDocumentChars)
  // Pages that say something else and are UTF-8 all the same were converted without a look at what they say.
  if (isUtf8(bytes)) return decodeDocument(source, options)
  const text = declared.decode(bytes)
  checkTextSize(text)
  return { text, encoding: { name: declared.encoding, isGuess: false }, warnings: [] }
}

/** A decoder for what a page declares; null for UTF-8, for what nobody knows, and where a mark or zero bytes say more. */
function declaredDecoder(head: Uint8Array): TextDecoder | null {
  if (guessUnicode(head) !== null) return null
  let text = ''
  for (const byte of head.subarray(0, declarationBytes)) text += String.fromCharCode(byte)
  const found = declaration.exec(text)
  const label = found?.[1] ?? found?.[2]
  // Whoever says UTF-16 in bytes that can be read as ASCII is wrong.
  if (label === undefined || /^utf-?(?:8|16|32)|^ucs|^unicode/i.test(label)) return null
  try {
    return new TextDecoder(label)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
