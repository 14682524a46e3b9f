import { AppError } from '@contract/errors'
import { maxDocumentChars } from '@contract/limits'
import { decodeText, type DecodedText } from './decode-text'

/**
 * Decodes a text file and refuses what there is no point in parsing.
 * @throws AppError 'document/empty' when there is nothing but white space, 'document/too-large'
 */
export function decodeDocument(bytes: Uint8Array): DecodedText {
  const decoded = decodeText(bytes)
  checkTextSize(decoded.text)
  return decoded
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
