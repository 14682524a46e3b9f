import type { DocumentEncoding } from '@contract/document'
import { AppError } from '@contract/errors'
import type { OpenOptions } from '@contract/host-messages'
import { maxDocumentChars } from '@contract/limits'
import { decodeText } from './decode-text'
import type { ByteSource } from './document-format'

/** No encoding spends more bytes on a character than this, so a larger file cannot be within `maxDocumentChars`. */
const maxBytesPerChar = 4

/**
 * Decodes a text file and refuses what there is no point in parsing.
 * @throws AppError 'document/empty' when there is nothing but white space, 'document/too-large', 'document/missing'
 */
export async function decodeDocument(
  source: ByteSource,
  _options: OpenOptions,
): Promise<{ text: string; encoding: DocumentEncoding }> {
  const { text, encoding } = decodeText(await source.readAll(maxDocumentChars * maxBytesPerChar))
  checkTextSize(text)
  return { text, encoding: { name: encoding, isGuess: false } }
}

/** @throws AppError 'document/empty' or 'document/too-large' */
export function checkTextSize(text: string): void {
  if (text.length > maxDocumentChars) {
    throw new AppError('document/too-large', `The document has ${text.length} characters`, {
      details: { chars: text.length, maxChars: maxDocumentChars },
    })
  }
  if (!/\S/.test(text)) throw new AppError('document/empty', 'The document holds nothing but white space')
}
