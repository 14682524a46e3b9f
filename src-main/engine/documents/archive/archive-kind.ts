import { AppError } from '@contract/errors'
import type { ByteSource } from '../document-format'
import { fileEnding } from '../known-formats'
import { openArchive } from './open-archive'

/** Documents that are zip archives. */
export type ArchiveKind = 'epub' | 'docx'

/** What is looked at to tell one kind from another. */
interface Outline {
  readonly names: readonly string[]
  /** What the file "mimetype" says; null where there is none. */
  readonly mimetype: string | null
}

const maxMimetypeBytes = 256

/**
 * Tells what kind of document a zip archive is by what it holds; by its name only where that does not tell, so that a
 * damaged file of a kind is still known as one.
 * @returns null for what is no archive, or one of another kind
 * @throws AppError 'document/missing'
 */
export async function detectArchiveKind(source: ByteSource): Promise<ArchiveKind | null> {
  const { head, fileName } = source
  if (!startsWith(head, 'PK\x03\x04') && !startsWith(head, 'PK\x05\x06')) return null
  const outline = (await outlineOfDirectory(source)) ?? outlineOfHead(head)
  return kindOf(outline) ?? (isOtherKind(outline) ? null : kindByEnding(fileName))
}

function kindOf({ names, mimetype }: Outline): ArchiveKind | null {
  if (mimetype?.trim().startsWith('application/epub+zip')) return 'epub'
  if (mimetype !== null && /^\s*application\//.test(mimetype)) return null
  const has = (name: RegExp): boolean => names.some((candidate) => name.test(candidate))
  if (has(/^META-INF\/container\.xml$/i)) return 'epub'
  return has(/^\[Content_Types\]\.xml$/i) && has(/^word\//i) ? 'docx' : null
}

/** An archive that says it is something else: an OpenDocument text, a spreadsheet, a Java archive. */
function isOtherKind({ names, mimetype }: Outline): boolean {
  if (mimetype !== null && /^\s*application\//.test(mimetype)) return true
  return names.some((name) => /^(?:xl|ppt|visio)\/|^META-INF\/MANIFEST\.MF$/i.test(name))
}

function kindByEnding(fileName: string): ArchiveKind | null {
  const ending = fileEnding(fileName)
  return ending === 'epub' || ending === 'docx' ? ending : null
}

/** @returns null when the directory is missing or refused: opening the document will say so */
async function outlineOfDirectory(source: ByteSource): Promise<Outline | null> {
  try {
    const archive = await openArchive(source, new AbortController().signal)
    const names = archive.entries.map(({ name }) => name)
    if (!archive.has('mimetype')) return { names, mimetype: null }
    return { names, mimetype: latin1(await archive.read('mimetype', { maxBytes: maxMimetypeBytes })) }
  } catch (error) {
    if (error instanceof AppError && error.code !== 'document/missing') return null
    throw error
  }
}

const localHeaderBytes = 30
const maxNameBytes = 512

/** The names in the local headers among an archive's first bytes. */
function outlineOfHead(head: Uint8Array): Outline {
  const text = latin1(head)
  const names: string[] = []
  let mimetype: string | null = null
  for (let at = text.indexOf('PK\x03\x04'); at !== -1; at = text.indexOf('PK\x03\x04', at + 4)) {
    const nameStart = at + localHeaderBytes
    const nameEnd = nameStart + Math.min(maxNameBytes, unsigned16(head, at + 26))
    const name = text.slice(nameStart, nameEnd)
    names.push(name)
    const dataStart = nameEnd + unsigned16(head, at + 28)
    if (name === 'mimetype') mimetype ??= text.slice(dataStart, dataStart + maxMimetypeBytes)
  }
  return { names, mimetype }
}

function unsigned16(bytes: Uint8Array, at: number): number {
  return at + 1 < bytes.length ? bytes[at] | (bytes[at + 1] << 8) : 0
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  return latin1(bytes.subarray(0, signature.length)) === signature
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
