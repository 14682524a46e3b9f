import type { PdfDocument } from 'virtual:pdf-library'
import { maskControls } from '../mask-controls'

/** What a document says of itself. */
export interface PdfMetadata {
  /** Null where there is none, or none that a person gave it. */
  readonly title: string | null
  readonly authors: readonly string[]
  readonly language: string | undefined
}

/** What programs write where a title belongs: their own name, the name of a file, a placeholder. */
const noTitle =
  /^(?:microsoft (?:word|powerpoint|excel|publisher)\b.*|untitled.*|unbenannt.*|sans titre.*|document\d*|dokument\d*|title|titel|none|.{1,200}\.(?:docx?|odt|rtf|tex|dvi|pdf|indd|qxd|ps|pptx?|xlsx?|pages|txt|html?|fm|p65|wpd))$/i
const noAuthor = /^(?:unknown|user|admin(?:istrator)?|owner|anonymous|author|none|unbekannt|\d+)$/i
/** A tag of a language, as far as it is one here (RFC 5646). */
const languageTag = /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,4}$/i
const maxChars = 500
const maxAuthors = 50

/** Reads what a document says of itself; what cannot be read is not there. */
export async function metadataOf(document: PdfDocument): Promise<PdfMetadata> {
  const { info, metadata } = await document.getMetadata().catch(() => ({ info: {}, metadata: null }))
  const fields: Readonly<Record<string, unknown>> = info
  const title = [fields['Title'], metadata?.get('dc:title')]
    .map(firstText)
    .map(once)
    .find((text) => text !== '' && !noTitle.test(text))
  const creators = metadata?.get('dc:creator')
  const stated =
    Array.isArray(creators) && creators.length > 0 ? creators.map(textOf) : [textOf(fields['Author'])]
  const authors = stated
    .flatMap((names) => names.split(/\s*;\s*|\s+(?:and|und|et)\s+(?=\p{Lu})/u))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !noAuthor.test(name))
  const language = textOf(fields['Language']).replace(/_/g, '-')
  return {
    title: title ?? null,
    authors: [...new Set(authors)].slice(0, maxAuthors),
    language: languageTag.test(language) ? language : undefined,
  }
}

function firstText(value: unknown): string {
  return textOf(Array.isArray(value) ? value[0] : value)
}

/** The same title in two languages comes as one text. */
function once(text: string): string {
  const half = text.slice(0, text.length / 2)
  return half !== '' && text === half + half ? half : text
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? maskControls(value).replace(/\s+/g, ' ').trim().slice(0, maxChars) : ''
}
