import { createHash } from 'node:crypto'
import type { Block } from '@contract/document'
import type { Picture } from '@contract/host-messages'
import { maxPictureBytes } from '@contract/limits'
import { matchesOf } from '../text/matches'
import type { ByteSource } from './document-format'
import type { NeighbourHead } from './neighbour-files'
import { placePicture, type LinkedPicture } from './picture-block'
import { pictureHeadBytes, pictureOf, readPictureHeader } from './picture-header'

/*
 * Pictures of documents that are one file and refer to others: those that stand in the document itself (data: URLs in
 * base64) and those of files beside it. Nothing else is looked at, least of all anything on the web.
 */

/** Pictures of one document that are looked for; each may take opening a file. */
const maxPictures = 2_000
/** How a picture is named: by where it lies beside the document, or by what it is made of. */
const besidePrefix = 'beside '
const insidePrefix = 'inside '
/** Four characters hold three bytes. */
const charsPerByte = 4 / 3
const dataAddress = /^data:[\w.+/-]{0,100}(?:;[\w.+=-]{1,100}){0,9};base64,/i
const dataAddresses = /data:[\w.+/-]{0,100}(?:;[\w.+=-]{1,100}){0,9};base64,[a-z\d+/=%]+/gi

/**
 * Says of each block that stands for a picture which one that is, and how large it is shown. What is not there or
 * cannot be shown has its words alone.
 * @param pictures by block; the blocks are changed
 */
export async function findLinkedPictures(
  pictures: ReadonlyMap<Block, LinkedPicture>,
  document: ByteSource,
): Promise<void> {
  let left = maxPictures
  for (const [block, picture] of pictures) {
    if (--left < 0) return
    const { source } = picture
    const found = isInside(source) ? headInside(source) : await headBeside(source, document)
    const header = found && readPictureHeader(found.head)
    if (header) placePicture(block, found.name, header, picture)
  }
}

/**
 * Reads a picture that `findLinkedPictures` named.
 * @param readText the document's text, which is asked for when the picture stands in it
 * @throws AppError 'document/missing' when there is no such picture any more, or it cannot be shown
 */
export async function readLinkedPicture(
  name: string,
  document: ByteSource,
  readText: () => Promise<string>,
): Promise<Picture> {
  const bytes = name.startsWith(besidePrefix)
    ? ((await readBeside(document, name.slice(besidePrefix.length), maxPictureBytes + 1))?.head ?? null)
    : await readInside(name, readText)
  return pictureOf(bytes && bytes.length <= maxPictureBytes ? bytes : null, name)
}

interface NamedHead {
  readonly name: string
  readonly head: Uint8Array
}

async function headBeside(source: string, document: ByteSource): Promise<NamedHead | null> {
  const found = await readBeside(document, source, pictureHeadBytes)
  if (!found || found.byteLength > maxPictureBytes) return null
  return { name: besidePrefix + source, head: found.head }
}

async function readBeside(
  { neighbours }: ByteSource,
  reference: string,
  byteLength: number,
): Promise<NeighbourHead | null> {
  return (await neighbours?.readHead({ reference }, byteLength)) ?? null
}

function isInside(source: string): boolean {
  return /^data:/i.test(source)
}

function headInside(source: string): NamedHead | null {
  if (!dataAddress.test(source) || source.length > maxPictureBytes * charsPerByte) return null
  return { name: insideName(source), head: bytesInside(source, pictureHeadBytes) }
}

async function readInside(name: string, readText: () => Promise<string>): Promise<Uint8Array | null> {
  for (const [address] of matchesOf(dataAddresses, await readText()))
    if (insideName(address) === name) return bytesInside(address, maxPictureBytes + 1)
  return null
}

function insideName(address: string): string {
  return insidePrefix + createHash('sha256').update(address).digest('hex').slice(0, 32)
}

/** The first bytes of what an address holds, at most so many. */
function bytesInside(address: string, byteLength: number): Uint8Array {
  const from = address.indexOf(',') + 1
  // Escapes make it longer, which costs a picture's last bytes nothing: the header is at its beginning.
  const written = address.slice(from, from + Math.ceil(byteLength * charsPerByte) * 3)
  return Buffer.from(written.replace(/%([\da-f]{2})/gi, unescaped), 'base64').subarray(0, byteLength)
}

function unescaped(_written: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}
