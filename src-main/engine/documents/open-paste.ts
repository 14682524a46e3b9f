import type { DocumentSource } from '@contract/host-messages'
import type { OpenedDocument } from './document-format'
import { openPastedHtml } from './html'
import { openPastedText } from './txt'

/**
 * Opens what was pasted: the HTML of the clipboard where that holds as much as the text beside it, else the text.
 * @throws AppError 'document/empty', 'document/too-large'
 */
export async function openPaste({
  text,
  html = '',
}: Extract<DocumentSource, { kind: 'text' }>): Promise<OpenedDocument> {
  const page = /\S/.test(html) ? await openPastedHtml(html, text) : null
  return page ?? openPastedText(text)
}
