import { basename } from 'node:path'
import type { ReadableDocument } from '@contract/document'
import { AppError } from '@contract/errors'
import type { DocumentHostRequest } from '@contract/host-messages'
import { detectFormat } from './detect'
import { readDocumentFile } from './read-file'
import { documentFormats } from './registry'
import { openPastedText } from './txt'

export { launchForkedDocumentHost, openDocumentInHost } from './host-launcher'

/**
 * Opens a document: a file by its content, or pasted text as plain text. It parses right here, in this process and
 * without a deadline; strangers' documents belong into the document host.
 * @param fileName the name to show and to judge by, when it is not the path's own last part
 * @throws AppError with any 'document/…' code; the signal's reason when cancelled
 */
export async function openDocument({
  source,
  fileName,
  signal = new AbortController().signal,
}: {
  source: DocumentHostRequest['source']
  fileName?: string
  signal?: AbortSignal
}): Promise<ReadableDocument> {
  signal.throwIfAborted()
  const document =
    source.kind === 'text' ? openPastedText(source.text) : await openFile(source.path, fileName, signal)
  signal.throwIfAborted()
  if (document.blocks.length === 0) throw emptyDocument(document.title)
  return document
}

async function openFile(
  path: string,
  fileName = basename(path),
  signal: AbortSignal,
): Promise<ReadableDocument> {
  const bytes = await readDocumentFile(path, signal)
  if (bytes.length === 0) throw emptyDocument(fileName)
  return detectFormat({ bytes, fileName }, documentFormats).open({ bytes, fileName }, signal)
}

function emptyDocument(name: string): AppError {
  return new AppError('document/empty', `"${name}" holds nothing to read`, { details: { name } })
}
