import { createHash } from 'node:crypto'
import type { Block } from '@contract/document'
import type { OpenOptions, Picture } from '@contract/host-messages'
import { maxPictureBytes } from '@contract/limits'
import { matchesOf } from '../text/matches'
import type { ByteSource } from './document-format'
import { drawingFile } from './markup/drawings'
import type { NeighbourHead } from './neighbour-files'
import { placePicture, type LinkedPicture } from './picture-block'
import { pictureHeadBytes, pictureOf, readPictureHeader, type PictureHeader } from './picture-header'

/*
 * Pictures of documents that are one file and refer to others: those that stand in the document itself (data: URLs in
 * base64, and drawings) and those of files beside it. Nothing else is looked at, least of all anything on the web.
 */

/** Pictures of one document that are looked for; each may take opening a file. */
const maxPictures = 2_000
/**
 * How a picture is named: by where it lies beside the document, or by where in it it stands, in characters of the
 * document as it was opened, and what it is made of. The encoding is the one that was asked for, not the one that was
 * found: not every one that is found has a name that can be asked for.
 */
const besidePrefix = 'beside '
const insidePrefix = 'inside '
const insideName = /^inside ([\w:.-]{1,40}) (\d{1,9})-(\d{1,9}) [\da-f]{32}$/
const drawnPrefix = 'drawn '
const noEncoding = '-'
const drawnName = /^drawn ([\w:.-]{1,40}) (\d{1,9})-(\d{1,9}) ([\da-f]{32})$/
/** Four characters hold three bytes. */
const charsPerByte = 4 / 3
const dataAddress = /^data:[\w.+/-]{0,100}(?:;[\w.+=-]{1,100}){0,9};base64,/i
/** As they are written: in lines, and with characters that are only referred to. */
const dataAddresses = /data:[\w.+/-]{0,100}(?:;[\w.+=-]{1,100}){0,9};base64,[a-z\d+/=%\s&#;]+/gi
const characterReference = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{1,8}));/gi
/** Those that are written in base64 and have a name in HTML. */
const namedCharacters: Readonly<Record<string, string>> = {
  plus: '+',
  sol: '/',
  equals: '=',
  percnt: '%',
  Tab: '',
  NewLine: '',
}

type AskedEncoding = Pick<OpenOptions, 'encoding'>
/** Reads the document's text, decoded as it was when it was opened with these. */
type ReadText = (asked: AskedEncoding) => Promise<string>

/** A picture that is there and can be shown. */
interface FoundPicture {
  readonly name: string
  readonly header: PictureHeader
}

/** Finds the pictures of one document, piece by piece; each beside it is looked at once, however often it stands in it. */
export class LinkedPictures {
  /** By what the document writes; as many as are looked for. */
  readonly #beside = new Map<string, FoundPicture | null>()
  #left = maxPictures

  readonly #encoding: string

  /** @param asked what the document is opened with */
  constructor(
    private readonly document: ByteSource,
    asked: AskedEncoding,
  ) {
    this.#encoding = asked.encoding ?? noEncoding
  }

  /**
   * Says of each block that stands for a picture which one that is, and how large it is shown. What is not there or
   * cannot be shown has its words alone.
   * @param pictures by block; the blocks are changed
   */
  async find(pictures: ReadonlyMap<Block, LinkedPicture>): Promise<void> {
    for (const [block, picture] of pictures) {
      const found = await this.#find(picture, block)
      if (found) placePicture(block, found.name, found.header, picture)
    }
  }

  async #find({ source, isDrawn }: LinkedPicture, block: Block): Promise<FoundPicture | null> {
    if (isDrawn) return this.#findDrawn(source, block)
    return isInside(source) ? this.#findInside(source, block) : this.#findBeside(source)
  }

  #findDrawn(drawing: string, { source }: Block): FoundPicture | null {
    if (--this.#left < 0) return null
    const name = `${drawnPrefix}${this.#encoding} ${source.startChar}-${source.endChar} ${hashOf(drawing)}`
    return pictureIn(name, Buffer.from(drawing))
  }

  #findInside(address: string, { source }: Block): FoundPicture | null {
    if (--this.#left < 0) return null
    if (!dataAddress.test(address) || address.length > maxPictureBytes * charsPerByte) return null
    const name = `${insidePrefix}${this.#encoding} ${source.startChar}-${source.endChar} ${hashOf(plainAddress(address))}`
    return pictureIn(name, bytesInside(address, pictureHeadBytes))
  }

  async #findBeside(source: string): Promise<FoundPicture | null> {
    const known = this.#beside.get(source)
    if (known !== undefined) return known
    if (--this.#left < 0) return null
    const found = await readBeside(this.document, source, pictureHeadBytes)
    const isShown = found !== null && found.byteLength <= maxPictureBytes
    const picture = isShown ? pictureIn(besidePrefix + source, found.head) : null
    this.#beside.set(source, picture)
    return picture
  }
}

/**
 * Reads a picture that `LinkedPictures` named.
 * @param readText called when the picture stands in the document itself
 * @throws AppError 'document/missing' when there is no such picture any more, or it cannot be shown
 */
export async function readLinkedPicture(
  name: string,
  document: ByteSource,
  readText: ReadText,
): Promise<Picture> {
  const bytes = name.startsWith(besidePrefix)
    ? ((await readBeside(document, name.slice(besidePrefix.length), maxPictureBytes + 1))?.head ?? null)
    : name.startsWith(drawnPrefix)
      ? await readDrawn(name, readText)
      : await readInside(name, readText)
  return pictureOf(bytes && bytes.length <= maxPictureBytes ? bytes : null, name)
}

function pictureIn(name: string, head: Uint8Array): FoundPicture | null {
  const header = readPictureHeader(head)
  return header && { name, header }
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

async function readInside(name: string, readText: ReadText): Promise<Uint8Array | null> {
  const [, encoding, startChar, endChar] = insideName.exec(name) ?? []
  if (startChar === undefined) return null
  const text = await readText(askedIn(encoding))
  const hash = name.slice(-32)
  // A picture that is referred to stands elsewhere.
  return addressIn(text.slice(Number(startChar), Number(endChar)), hash) ?? addressIn(text, hash)
}

async function readDrawn(name: string, readText: ReadText): Promise<Uint8Array | null> {
  const [, encoding, startChar, endChar, hash] = drawnName.exec(name) ?? []
  if (startChar === undefined) return null
  const drawing = drawingFile((await readText(askedIn(encoding))).slice(Number(startChar), Number(endChar)))
  return drawing !== null && hashOf(drawing) === hash ? Buffer.from(drawing) : null
}

function askedIn(encoding: string): AskedEncoding {
  return encoding === noEncoding ? {} : { encoding }
}

function addressIn(text: string, hash: string): Uint8Array | null {
  for (const [written] of matchesOf(dataAddresses, text)) {
    // One that stands without quotation marks ends with its line, or before what is said next of the picture.
    for (const end of [written.length, written.search(/\s/)]) {
      const address = end < 0 ? null : plainAddress(written.slice(0, end))
      if (address !== null && hashOf(address) === hash) return bytesInside(address, maxPictureBytes + 1)
    }
  }
  return null
}

/** An address in one line and in characters, however it is written. */
function plainAddress(written: string): string {
  return written
    .replace(characterReference, (reference, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return namedCharacters[name] ?? reference
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      return code < 0x80 ? String.fromCharCode(code) : reference
    })
    .replace(/\s+/g, '')
}

function hashOf(address: string): string {
  return createHash('sha256').update(address).digest('hex').slice(0, 32)
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
