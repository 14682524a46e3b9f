/** A kind of file that Lector opens, as a system's list of programs wants it. */
export interface FileKind {
  /** Media type (IANA). */
  readonly mimeType: string
  /** What a freedesktop system knows it as; absent: as IANA does. */
  readonly desktopMimeType?: string
  /** Without their dot; the usual one first. */
  readonly extensions: readonly string[]
}

/** What the open dialog offers, and what an installer declares that Lector opens. A document is told by its content. */
export const fileKinds: readonly FileKind[] = [
  { mimeType: 'application/epub+zip', extensions: ['epub'] },
  { mimeType: 'application/pdf', extensions: ['pdf'] },
  {
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
  },
  { mimeType: 'application/vnd.ms-word.document.macroEnabled.12', extensions: ['docm'] },
  { mimeType: 'text/html', extensions: ['html', 'htm'] },
  { mimeType: 'application/xhtml+xml', extensions: ['xhtml'] },
  { mimeType: 'text/markdown', extensions: ['md', 'markdown', 'mdown', 'mkd'] },
  // Those that Lector made, with their words beside them.
  { mimeType: 'audio/wav', desktopMimeType: 'audio/x-wav', extensions: ['wav'] },
  { mimeType: 'text/plain', extensions: ['txt', 'text', 'log'] },
]
