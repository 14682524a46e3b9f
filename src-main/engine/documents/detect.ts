import { AppError } from '@contract/errors'
import type { ByteSource, DocumentFormat } from './document-format'
import { fileEnding, formatByEnding, formatBySignature } from './known-formats'
import { looksBinary } from './encoding/looks-binary'

/** Endings that promise plain text: other content under them is a mix-up, not a format yet to be learnt. */
const textEndings = ['txt', 'text', 'md', 'markdown', 'log', 'csv']

/**
 * Finds the first format that takes a file.
 * @param formats in the order they are asked; a format that takes any text comes last
 * @throws AppError 'document/unsupported' for a known format nobody here reads, named in its details;
 *   'document/not-text' for other data, or for a known format under a plain text ending
 */
export async function detectFormat(
  source: ByteSource,
  formats: readonly DocumentFormat[],
): Promise<DocumentFormat> {
  const { head } = source
  for (const format of formats) if (await format.detect(source)) return format
  const name = formatBySignature(head, source.fileName)
  const isCalledText = textEndings.includes(fileEnding(source.fileName)) && name !== 'html'
  const known = name ?? formatByEnding(source.fileName)
  if (known !== null && !isCalledText) {
    throw new AppError('document/unsupported', `"${source.fileName}" is of the format ${known}`, {
      details: { format: known, fileName: source.fileName },
    })
  }
  throw new AppError('document/not-text', `"${source.fileName}" holds ${known ?? 'data'}, not text`, {
    details: { fileName: source.fileName, ...(known === null ? {} : { format: known }) },
  })
}

/** Whether a file's first bytes are text that no richer format claims. */
export function isPlainText({ head, fileName }: ByteSource): boolean {
  return formatBySignature(head, fileName) === null && !looksBinary(head)
}
