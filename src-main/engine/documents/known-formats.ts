/** Formats that are not plain text, by the bytes they begin with. */
const signatures: readonly { format: string; bytes: string; at?: number }[] = [
  { format: 'epub', bytes: 'application/epub+zip', at: 38 },
  { format: 'pdf', bytes: '%PDF-' },
  { format: 'zip', bytes: 'PK\x03\x04' },
  { format: 'zip', bytes: 'PK\x05\x06' },
  { format: 'png', bytes: '\x89PNG\r\n\x1a\n' },
  { format: 'jpeg', bytes: '\xff\xd8\xff' },
  { format: 'gif', bytes: 'GIF8' },
  { format: 'webp', bytes: 'WEBP', at: 8 },
  { format: 'wav', bytes: 'WAVEfmt', at: 8 },
  { format: 'tiff', bytes: 'II*\0' },
  { format: 'tiff', bytes: 'MM\0*' },
  { format: 'doc', bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' },
  { format: 'rtf', bytes: '{\\rtf' },
  { format: 'mobi', bytes: 'BOOKMOBI', at: 60 },
  { format: 'djvu', bytes: 'AT&TFORM' },
  { format: 'gzip', bytes: '\x1f\x8b\x08' },
  { format: 'bzip2', bytes: 'BZh' },
  { format: 'xz', bytes: '\xfd7zXZ' },
  { format: '7z', bytes: '7z\xbc\xaf\x27\x1c' },
  { format: 'rar', bytes: 'Rar!\x1a\x07' },
  { format: 'mp3', bytes: 'ID3' },
  { format: 'ogg', bytes: 'OggS' },
  { format: 'flac', bytes: 'fLaC' },
  { format: 'sqlite', bytes: 'SQLite format 3\0' },
  { format: 'elf', bytes: '\x7fELF' },
]

/** What a zip archive is by its name, where its first bytes do not tell. */
const zipFamily = ['epub', 'docx', 'odt', 'xlsx', 'pptx', 'ods', 'odp', 'pages', 'cbz']
const knownEndings = [
  ...zipFamily,
  'pdf',
  'doc',
  'rtf',
  'mobi',
  'azw',
  'azw3',
  'fb2',
  'djvu',
  'html',
  'htm',
  'xhtml',
]
const markupHead = /^\s*(?:<!--[^]{0,2000}?-->\s*)?(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)[\s>]/i
/** Bytes looked at for the beginning of a web page. */
const markupHeadBytes = 4_096

/** The ending of a file's name, in lower case without the dot; empty when it has none. */
export function fileEnding(fileName: string): string {
  return /[^.]\.([^.\s/\\]{1,16})$/.exec(fileName)?.[1].toLowerCase() ?? ''
}

/**
 * Names a format by its content: "pdf", "epub", "png" … A zip archive is named by the file's ending where that fits.
 * @returns null when the bytes begin like no known format
 */
export function formatBySignature(head: Uint8Array, fileName: string): string | null {
  const found = signatures.find(({ bytes, at = 0 }) => latin1(head.subarray(at, at + bytes.length)) === bytes)
  if (found === undefined) return markupHead.test(latin1(head.subarray(0, markupHeadBytes))) ? 'html' : null
  const ending = fileEnding(fileName)
  // A .docx with a password is no zip archive but the older container.
  const isContainer = found.format === 'zip' || found.format === 'doc'
  return isContainer && zipFamily.includes(ending) ? ending : found.format
}

/** Names a format by the file's ending alone, for files that are no text. */
export function formatByEnding(fileName: string): string | null {
  const ending = fileEnding(fileName)
  return knownEndings.includes(ending) ? ending : null
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}
