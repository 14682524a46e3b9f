import { appendPiece, emptyPiece, type ReadableDocument } from '../../src-main/contract/document'
import { memorySource } from '../../src-main/engine/documents/byte-source'
import type { OpenOptions } from '../../src-main/contract/host-messages'
import type { DocumentFormat } from '../../src-main/engine/documents/document-format'

/** Reads bytes by one format, whole. */
export async function openWith(
  format: DocumentFormat,
  bytes: Uint8Array | string,
  fileName: string,
  options: OpenOptions = {},
  signal = new AbortController().signal,
): Promise<ReadableDocument> {
  const source = memorySource(fileName, typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
  const { head, pieces } = await format.open(source, options, signal)
  const whole = emptyPiece()
  for await (const piece of pieces) appendPiece(whole, piece)
  return { ...head, ...whole }
}
