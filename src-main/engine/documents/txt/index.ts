import type { ReadableDocument } from '@contract/document'
import { checkTextSize, decodeDocument } from '../decode-document'
import { isPlainText } from '../detect'
import type { DocumentFormat } from '../document-format'
import { documentId, titleFromFileName, titleFromText } from '../name-document'
import { countOutside } from '../outside'
import { splitTextIntoBlocks } from './split-blocks'

/** Plain text, and every other text file that no richer format claims. */
export const txtFormat: DocumentFormat = {
  id: 'txt',
  detect: isPlainText,
  open: async (source, signal) => {
    const { text, encoding } = decodeDocument(source.bytes)
    signal.throwIfAborted()
    return plainDocument(text, titleFromFileName(source.fileName), encoding)
  },
}

/**
 * Makes a document of text that was pasted, titled by its first words.
 * @throws AppError 'document/empty', 'document/too-large'
 */
export function openPastedText(text: string): ReadableDocument {
  checkTextSize(text)
  const document = plainDocument(text, '', 'Unicode')
  return { ...document, title: titleFromText(document.blocks[0]?.text ?? '') }
}

function plainDocument(text: string, title: string, encoding: string): ReadableDocument {
  const blocks = splitTextIntoBlocks(text)
  return {
    id: documentId(text),
    title,
    format: 'txt',
    encoding,
    blocks,
    outside: countOutside(text, blocks),
  }
}
