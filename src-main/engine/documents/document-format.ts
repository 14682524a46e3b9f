import type { FormatId, ReadableDocument } from '@contract/document'

/** A document's bytes and the name they came under. The bytes are borrowed: a format reads them and keeps nothing. */
export interface ByteSource {
  readonly bytes: Uint8Array
  /** The name alone, without a folder; only its ending and, for want of a title, its stem are used. */
  readonly fileName: string
}

/** How many of a file's first bytes a format may look at to recognise it. */
export const detectionHeadBytes = 65_536

/** One kind of document. Adding one is a folder beside this file and a line in the registry. */
export interface DocumentFormat {
  readonly id: FormatId
  /**
   * Whether a file is of this format. Content decides before the name does.
   * @param head the first `detectionHeadBytes` of the file, or all of a shorter one
   */
  detect(head: Uint8Array, fileName: string): boolean
  /**
   * Reads the whole document into plain data.
   * @throws AppError 'document/empty', 'document/corrupt', 'document/too-large'; the signal's reason when cancelled
   */
  open(source: ByteSource, signal: AbortSignal): Promise<ReadableDocument>
}
