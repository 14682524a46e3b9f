import type { DocumentHead, DocumentPiece } from '@contract/document'
import { memorySource } from '../byte-source'
import { checkTextSize, decodeDocument } from '../encoding/decode-document'
import { isPlainText } from '../detect'
import type { DocumentFormat, OpenedDocument } from '../document-format'
import { titleFromText } from '@contract/title'
import { documentId, titleFromFileName } from '../name-document'
import { planText, readPieces } from './read-pieces'

/** Plain text, and every other text file that no richer format claims. */
export const txtFormat: DocumentFormat = {
  id: 'txt',
  detect: isPlainText,
  open: async (source, options, signal) => {
    const { text, encoding, warnings } = await decodeDocument(source, options)
    signal.throwIfAborted()
    const plan = planText(text)
    const { title, authors = [], language } = plan.frame ?? {}
    const head: DocumentHead = {
      id: await documentId(source),
      title: titleFromText(title ?? '') || titleFromFileName(source.fileName),
      authors: [...authors],
      format: 'txt',
      encoding,
      ...(language === undefined ? {} : { language }),
    }
    return { head, pieces: readPieces(text, plan, warnings, signal) }
  },
}

/**
 * Makes a document of text that was pasted, titled by its first words.
 * @throws AppError 'document/empty', 'document/too-large'
 */
export async function openPastedText(text: string): Promise<OpenedDocument> {
  checkTextSize(text)
  const pieces = readPieces(text, planText(text))
  const first = pieces.next()
  const title = titleFromText(first.done === true ? '' : (first.value.blocks[0]?.text ?? ''))
  const id = await documentId(memorySource('', new TextEncoder().encode(text)))
  return { head: { id, title, authors: [], format: 'txt' }, pieces: resume(first, pieces) }
}

/** A sequence whose first value was taken already. */
function* resume(
  first: IteratorResult<DocumentPiece, void>,
  rest: Generator<DocumentPiece, void>,
): Generator<DocumentPiece, void> {
  if (first.done !== true) yield first.value
  yield* rest
}
