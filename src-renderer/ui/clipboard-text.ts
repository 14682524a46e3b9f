import type { PastedText } from '../library/document-opener.svelte'

/**
 * What the clipboard holds as text, and as HTML where it does.
 * @throws DOMException 'NotAllowedError' when the system does not let the page look
 */
export async function readClipboard(clipboard: Pick<Clipboard, 'read' | 'readText'>): Promise<PastedText> {
  const items = await clipboard.read().catch((error: unknown): ClipboardItems => {
    // An empty clipboard is refused as one without valid data.
    if (error instanceof DOMException && error.name !== 'NotAllowedError') return []
    throw error
  })
  const text = (await textOf(items, 'text/plain')) ?? (await clipboard.readText())
  const html = await textOf(items, 'text/html')
  return { text, ...(html === null ? {} : { html }) }
}

/** What is pasted or dropped, out of the event that brings it. */
export function transferredText(transfer: DataTransfer | null): PastedText {
  const html = transfer?.getData('text/html') ?? ''
  return { text: transfer?.getData('text/plain') ?? '', ...(html === '' ? {} : { html }) }
}

/** Markup alone is enough: what text it holds is for the parser to say. */
export function isBlank({ text, html }: PastedText): boolean {
  return text.trim() === '' && (html === undefined || html.trim() === '')
}

async function textOf(items: ClipboardItems, type: string): Promise<string | null> {
  const item = items.find(({ types }) => types.includes(type))
  return item ? (await item.getType(type)).text() : null
}
