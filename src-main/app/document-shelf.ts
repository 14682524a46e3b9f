import type { OpenedDocument } from '@contract/calls/document'
import type { ReadableDocument } from '@contract/document'
import { AppError } from '@contract/errors'
import type { LaunchDocument } from './document-launcher'

/** Documents that may still be exported; a session rarely opens more, and each is at most some megabytes of text. */
const keptDocuments = 16

/** Opens documents and keeps those opened last, so that an export needs only an id. */
export class DocumentShelf {
  readonly #documents = new Map<string, ReadableDocument>()

  constructor(
    private readonly launch: LaunchDocument,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws AppError 'document/…' */
  openFile(path: string): Promise<OpenedDocument> {
    return this.#open({ kind: 'file', path })
  }

  /** @throws AppError 'document/…' */
  openText(text: string): Promise<OpenedDocument> {
    return this.#open({ kind: 'text', text })
  }

  /** @throws AppError 'document/missing' when it was never opened or has been let go */
  get(documentId: string): ReadableDocument {
    const document = this.#documents.get(documentId)
    if (document) return document
    throw new AppError('document/missing', `No open document ${documentId}`, { retry: 'after-user-action' })
  }

  async #open(source: Parameters<LaunchDocument>[0]): Promise<OpenedDocument> {
    const document = await this.launch(source, this.signal)
    // Opening again moves it to the end, where it is let go last.
    this.#documents.delete(document.id)
    this.#documents.set(document.id, document)
    for (const id of [...this.#documents.keys()].slice(0, -keptDocuments)) this.#documents.delete(id)
    return { ...document, isWhole: true }
  }
}
