import { decodeText } from '../encoding/decode-text'
import type { ByteSource } from '../document-format'
import { fileEnding } from '../known-formats'
import { looksBinary } from '../encoding/looks-binary'

/** Bytes of a file's beginning in which a page shows itself. */
const headBytes = 8_192
const pageEndings = new Set(['html', 'htm', 'xhtml', 'xht', 'shtml'])
const pageStart = /^<(?:!doctype\s+html\b|html\b)/i
const anyTag = /<\/?[a-z][a-z\d]{0,20}(?:\s[^<>]{0,1000})?\/?>/i

/** Whether a file is a web page: it begins as one, or is called one and has tags in it. */
export function isPage({ head, fileName }: ByteSource): boolean {
  const beginning = head.subarray(0, headBytes)
  if (looksBinary(beginning)) return false
  const text = decodeText(beginning).text
  return (
    pageStart.test(text.slice(pageStartOf(text))) ||
    (pageEndings.has(fileEnding(fileName)) && anyTag.test(text))
  )
}

/** Where the first thing begins that is no white space, comment, declaration or processing instruction. */
function pageStartOf(text: string): number {
  let at = 0
  for (;;) {
    while (at < text.length && /\s/.test(text[at])) at += 1
    const end = text.startsWith('<!--', at)
      ? text.indexOf('-->', at + 4)
      : text.startsWith('<?', at)
        ? text.indexOf('>', at + 2)
        : -1
    if (end === -1) return at
    at = text.indexOf('>', end) + 1
  }
}
