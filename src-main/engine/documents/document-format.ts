import type { DocumentHead, DocumentPiece, FormatId } from '@contract/document'
import type { OpenOptions, Picture, SoundRange } from '@contract/host-messages'
import type { Neighbours } from './neighbour-files'

/**
 * A document's bytes and the name they came under. A format reads what it needs; what it was given it may keep only
 * while the document is being read.
 */
export interface ByteSource {
  /** The name alone, without a folder; only its ending and, for want of a title, its stem are used. */
  readonly fileName: string
  readonly byteLength: number
  /** The first `detectionHeadBytes` of it, or all of a shorter one. */
  readonly head: Uint8Array
  /** @returns what there is of the range: less than asked for at the end. @throws AppError 'document/missing' */
  read(startByte: number, byteLength: number): Promise<Uint8Array>
  /** Absent for what is no file. */
  readonly neighbours?: Neighbours
  /** All of it. @throws AppError 'document/too-large' when there is more than `maxBytes`; 'document/missing' */
  readAll(maxBytes: number): Promise<Uint8Array>
}

/** How many of a file's first bytes a format is given to recognise it by. */
export const detectionHeadBytes = 65_536

/** A document that is being read. */
export interface OpenedDocument {
  readonly head: DocumentHead
  /** In reading order; the first one comes soon, whatever the document's length. To be gone through once. */
  readonly pieces: AsyncIterable<DocumentPiece> | Iterable<DocumentPiece>
}

/** One kind of document. Adding one is a folder beside this file and a line in the registry. */
export interface DocumentFormat {
  readonly id: FormatId
  /** Whether a file is of this format. Content decides before the name does. */
  detect(source: ByteSource): boolean | Promise<boolean>
  /**
   * Reads a document into plain data, piece by piece. Failures may come from the pieces as well.
   * @throws AppError 'document/empty', 'document/corrupt', 'document/too-large', 'document/encrypted',
   *   'document/no-text'; the signal's reason when cancelled
   */
  open(source: ByteSource, options: OpenOptions, signal: AbortSignal): Promise<OpenedDocument>
  /**
   * Reads one picture of a document; absent where a format hands none over.
   * @param name as a block's `image` gives it
   * @throws as `open`; AppError 'document/missing' when there is no such picture, or it cannot be shown
   */
  readPicture?(source: ByteSource, name: string, signal: AbortSignal): Promise<Picture>
  /**
   * Reads a stretch of a document's recording; absent where a format has none.
   * @param range.name as an overlay gives it
   * @returns a copy of its own; less than asked for at the recording's end
   * @throws as `open`; AppError 'document/missing' when there is no such recording
   */
  readSound?(
    source: ByteSource,
    range: { readonly name: string; readonly startByte: number; readonly byteLength: number },
    signal: AbortSignal,
  ): Promise<SoundRange>
}
