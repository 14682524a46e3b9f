import { basename } from 'node:path'
import { appendPiece, emptyPiece, type ReadableDocument } from '@contract/document'
import { AppError, withDetails } from '@contract/errors'
import type { LaunchDocument } from './document-launcher'

/**
 * Reads all of a file that nobody is to see: what is shown, opened or grows meanwhile is not touched by it.
 * @throws AppError 'document/…', its details with the `fileName`; the signal's reason when aborted
 */
export async function readWhole(
  launch: LaunchDocument,
  path: string,
  signal: AbortSignal,
): Promise<ReadableDocument> {
  try {
    const reading = await launch({ source: { kind: 'file', path } }, signal)
    const document: ReadableDocument = { ...reading.head, ...emptyPiece() }
    for (let step = reading.first; ; step = await reading.next()) {
      signal.throwIfAborted()
      appendPiece(document, step.piece)
      if (step.isLast) return document
    }
  } catch (error) {
    throw error instanceof AppError ? withDetails(error, { fileName: basename(path) }) : error
  }
}
