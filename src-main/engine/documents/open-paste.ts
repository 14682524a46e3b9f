import { AppError } from '@contract/errors'
import type { DocumentSource } from '@contract/host-messages'
import { memorySource } from './byte-source'
import type { DocumentFormat, OpenedDocument } from './document-format'
import { titleFromText } from './name-document'
import { openPastedText } from './txt'

/** What is in the clipboard's HTML is what was selected: nothing of it is navigation to be left out. */
const pasteOptions = { wholePage: true }

/**
 * Opens what was pasted: the HTML of the clipboard where there is some and a format reads it, else its text; titled by
 * its first words.
 * @throws AppError 'document/empty', 'document/too-large'; the signal's reason when cancelled
 */
export async function openPaste(
  { text, html = '' }: Extract<DocumentSource, { kind: 'text' }>,
  formats: readonly DocumentFormat[],
  signal: AbortSignal,
): Promise<OpenedDocument> {
  const format = formats.find(({ id }) => id === 'html')
  if (format === undefined || !/\S/.test(html)) return openPastedText(text)
  try {
    const source = memorySource('', new TextEncoder().encode(html))
    return await titled(await format.open(source, { ...pasteOptions, encoding: 'UTF-8' }, signal), text)
  } catch (error) {
    // A picture, or a page that shows nothing: the text beside it may be all there is.
    if (error instanceof AppError && error.code !== 'document/too-large' && /\S/.test(text))
      return openPastedText(text)
    throw error
  }
}

/** A name that a whole page gave itself is not what was selected of it. */
function titled(opened: OpenedDocument, text: string): OpenedDocument {
  const title = titleFromText(text)
  return title === '' ? opened : { ...opened, head: { ...opened.head, title } }
}
