import { basename } from 'node:path'
import { AppError } from '@contract/errors'
import { openFileSource } from '../../documents/byte-source'
import type { ByteSource } from '../../documents/document-format'
import { epubFormat } from '../../documents/epub'
import { openBook } from '../../documents/epub/open-book'
import { refuseLocked } from '../../documents/epub/protection'
import { documentId } from '../../documents/name-document'
import { BookWriter, type BlockedBook } from './book-writer'
import type { NarratedAudio } from './narration-cursor'
import { createZipFile } from './zip-file'

export type { NarratedAudio } from './narration-cursor'

/** A book, and a narration of it. */
export interface NarratedBook {
  /** The EPUB that it was opened from. */
  readonly sourcePath: string
  /** Of the document that was opened from it, whose blocks the narration counts. */
  readonly documentId: string
  /** In the order of the book. */
  readonly audio: readonly NarratedAudio[]
  /** For a book that says nothing of its title and language itself. */
  readonly title: string
  /** A tag. */
  readonly language: string
  /** Name of the voice. */
  readonly narrator: string
  /** When it was made, as the book then says of itself. */
  readonly modified: Date
}

/** Writes a book with its narration. @param path of what is written: whole when it resolves, and nothing where it rejects */
export type WriteNarratedBook = (path: string, narrated: NarratedBook, signal: AbortSignal) => Promise<void>

/**
 * Writes an EPUB 3 that reads itself aloud in any player: the book as it is, with its narration, and an overlay for each of
 * its texts by which its words light up as they are heard. A narration of its own that the book may have is replaced; an
 * EPUB 2 becomes an EPUB 3. Memory does not grow with the narration, and with the book only as far as its text and its
 * longest file do. Untrusted files are parsed right here, in this process. Nothing is written but the file itself, which has
 * its name while it is not whole.
 * @throws AppError 'document/encrypted' where anything but fonts is locked, 'document/unsupported' for no EPUB,
 *   'export/source-changed', 'export/disk-full', 'export/not-writable', and as opening the book; the signal's reason
 */
export const exportNarratedBook: WriteNarratedBook = async (path, narrated, signal) => {
  const { sourcePath, documentId: openedId, modified } = narrated
  const source = await openFileSource(sourcePath, basename(sourcePath), signal)
  try {
    if (!(await epubFormat.detect(source)))
      throw new AppError('document/unsupported', `${sourcePath} is no EPUB`, {
        details: { path: sourcePath },
      })
    const opened = await openBook(source, signal)
    if ((await documentId(source)) !== openedId)
      throw new AppError('export/source-changed', `${sourcePath} is not what was opened`, {
        details: { path: sourcePath },
      })
    await refuseLocked(opened)
    const blocks = await readBlocks(source, signal)
    const writer = await BookWriter.begin(opened, { ...narrated, blocks }, signal)
    const zip = await createZipFile(path, modified)
    try {
      await writer.write(source, zip)
      await zip.finish()
    } catch (error) {
      await zip.abandon()
      throw error
    }
  } finally {
    await source.close()
  }
}

/** The blocks that a narration of the book counts. */
async function readBlocks(source: ByteSource, signal: AbortSignal): Promise<BlockedBook['blocks']> {
  const { pieces } = await epubFormat.open(source, {}, signal)
  const blocks: BlockedBook['blocks'][number][] = []
  for await (const piece of pieces) {
    signal.throwIfAborted()
    for (const { kind, text } of piece.blocks) blocks.push({ kind, text })
  }
  return blocks
}
