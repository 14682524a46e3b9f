import type { DocumentEncoding, DocumentWarning } from '@contract/document'
import { checkTextSize, decodeDocument } from '../decode-document'
import { isPlainText } from '../detect'
import type { DocumentFormat, OpenedDocument } from '../document-format'
import { documentId, titleFromFileName, titleFromText } from '../name-document'
import { countOutside } from '../outside'
import { memorySource } from '../byte-source'
import { inOnePiece } from '../pieces'
import { splitTextIntoBlocks } from './split-blocks'

/** Plain text, and every other text file that no richer format claims. */
export const txtFormat: DocumentFormat = {
  id: 'txt',
  detect: isPlainText,
  open: async (source, options, signal) => {
    const { text, encoding, warnings } = await decodeDocument(source, options)
    signal.throwIfAborted()
    return plainDocument(
      text,
      await documentId(source),
      titleFromFileName(source.fileName),
      encoding,
      warnings,
    )
  },
}

/**
 * Makes a document of text that was pasted, titled by its first words.
 * @throws AppError 'document/empty', 'document/too-large'
 */
export async function openPastedText(text: string): Promise<OpenedDocument> {
  checkTextSize(text)
  return plainDocument(text, await documentId(memorySource('', new TextEncoder().encode(text))))
}

/** @param title absent: its first words */
function plainDocument(
  text: string,
  id: string,
  title?: string,
  encoding?: DocumentEncoding,
  warnings: DocumentWarning[] = [],
): OpenedDocument {
  const blocks = splitTextIntoBlocks(text)
  const head = {
    id,
    title: title ?? titleFromText(blocks[0]?.text ?? ''),
    authors: [],
    format: 'txt' as const,
    ...(encoding === undefined ? {} : { encoding }),
  }
  return inOnePiece(head, { blocks, outside: countOutside(text, blocks), warnings })
}
