import type { DocumentEncoding, DocumentWarning } from '@contract/document'
import { AppError } from '@contract/errors'
import type { OpenOptions } from '@contract/host-messages'
import { maxDocumentChars } from '@contract/limits'
import { decodeText, decodeTextAs } from './decode-text'
import type { ByteSource } from '../document-format'

/** No encoding spends more bytes on a character than this, so a larger file cannot be within `maxDocumentChars`. */
const maxBytesPerChar = 4

/** A text file, decoded. */
export interface DecodedDocument {
  readonly text: string
  readonly encoding: DocumentEncoding
  /** 'encoding-guessed' where the guess rests on little, 'damaged' where bytes meant nothing. */
  readonly warnings: DocumentWarning[]
}

/**
 * Decodes a text file and refuses what there is no point in parsing.
 * @throws AppError 'document/empty' when there is nothing but white space, 'document/too-large', 'document/missing';
 *   'contract/invalid' for an encoding nobody here knows
 */
export async function decodeDocument(
  source: ByteSource,
  options: Pick<OpenOptions, 'encoding'>,
): Promise<DecodedDocument> {
  const bytes = await source.readAll(maxDocumentChars * maxBytesPerChar)
  const { text, encoding, isGuess, isUnsure } =
    options.encoding === undefined ? decodeText(bytes) : decodeTextAs(bytes, options.encoding)
  checkTextSize(text)
  const damaged = countDamage(text)
  const warnings: DocumentWarning[] = []
  if (isUnsure) warnings.push({ code: 'encoding-guessed' })
  if (damaged > 0) warnings.push({ code: 'damaged', count: damaged })
  return { text, encoding: { name: encoding, isGuess }, warnings }
}

/** Runs of bytes that meant nothing. */
function countDamage(text: string): number {
  let runs = 0
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at)) {
    runs += 1
    while (text[at] === '\ufffd') at += 1
  }
  return runs
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
