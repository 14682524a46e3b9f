import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { AppError } from '@contract/errors'
import { maxXmlDepth } from '@contract/limits'
import { KnownNames } from './namespaces'
import { corruptDocx } from './failures'

/** An element with all it holds. Names are those of `KnownNames`. */
export interface WordElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: (WordElement | string)[]
  /** Where it stands in the decoded part, in UTF-16 units, from its "<". */
  readonly startChar: number
  /** Past its closing tag; its opening tag's end while it is being read. */
  endChar: number
}

/** What is told of a part while it is read. */
export interface WordXmlHandler {
  /** An element begins whose children are told one by one; its `children` stay empty. */
  open(element: WordElement): void
  close(element: WordElement): void
  /** An element that is not among the containers, with all it holds. */
  whole(element: WordElement): void
}

/** Elements of one paragraph: a whole chapter typed as one, with every word a run of its own, has fewer. */
const maxElementsAtOnce = 500_000

const noAttributes: ReadonlyMap<string, string> = new Map()
/** Elements in which white space alone is text. */
const textElement = /:(?:t|delText|instrText|delInstrText)$/

/**
 * Reads a part while it is decoded: containers as events, everything in them as small trees, so that a document's
 * length costs no memory. A document type is refused, as the standard does (ECMA-376 part 2, 8.1.4): with it go all
 * declarations of entities. Nothing a part names is fetched.
 */
export class WordXmlReader {
  private readonly parser = new SaxesParser({ xmlns: false, position: true })
  private readonly containers: WordElement[] = []
  private readonly building: WordElement[] = []
  private readonly names = new KnownNames()
  private elements = 0
  private nextStartChar = 0
  private chars = 0

  constructor(
    private readonly handler: WordXmlHandler,
    private readonly isContainer: (name: string) => boolean,
  ) {
    this.parser.on('doctype', () => {
      throw corruptDocx('doctype', 'A part declares a document type')
    })
    this.parser.on('opentagstart', ({ name }) => {
      this.nextStartChar = this.parser.position - name.length - 2
    })
    this.parser.on('opentag', (tag) => this.openTag(tag))
    this.parser.on('closetag', () => this.closeTag())
    this.parser.on('text', (text) => this.addText(text))
    this.parser.on('cdata', (text) => this.addText(text))
  }

  /** Characters read so far; the parser itself forgets them at the end. */
  get readChars(): number {
    return this.chars
  }

  /** @throws AppError 'document/corrupt' */
  write(text: string): void {
    this.chars += text.length
    this.guard(() => this.parser.write(text))
  }

  /** @throws AppError 'document/corrupt' when elements are still open */
  end(): void {
    this.guard(() => this.parser.close())
  }

  private guard(read: () => void): void {
    try {
      read()
    } catch (error) {
      if (error instanceof AppError) throw error
      throw corruptDocx('xml', 'A part is no well-formed XML', error)
    }
  }

  private openTag({ name, attributes }: SaxesTagPlain): void {
    if (this.containers.length + this.building.length >= maxXmlDepth)
      throw corruptDocx('nesting', `Elements are nested deeper than ${maxXmlDepth}`)
    this.names.open(attributes)
    const element: WordElement = {
      name: this.names.element(name),
      attributes: this.attributesOf(attributes),
      children: [],
      startChar: this.nextStartChar,
      endChar: this.parser.position,
    }
    const parent = this.building.at(-1)
    if (parent === undefined && this.isContainer(element.name)) {
      this.containers.push(element)
      this.handler.open(element)
      return
    }
    this.elements += 1
    if (this.elements > maxElementsAtOnce)
      throw corruptDocx('size', `A paragraph holds more than ${maxElementsAtOnce} elements`)
    parent?.children.push(element)
    this.building.push(element)
  }

  private closeTag(): void {
    const element = this.building.pop() ?? this.containers.pop()
    if (element === undefined) return
    this.names.close()
    element.endChar = this.parser.position
    if (this.building.length > 0) return
    if (this.elements === 0) this.handler.close(element)
    else {
      this.elements = 0
      this.handler.whole(element)
    }
  }

  private addText(text: string): void {
    const parent = this.building.at(-1)
    if (parent === undefined) return
    if (textElement.test(parent.name) || /\S/.test(text)) parent.children.push(text)
  }

  private attributesOf(written: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
    let attributes: Map<string, string> | null = null
    for (const name in written) {
      // Which program session typed it: on every other run, and nothing to a reader.
      if (name.startsWith('xmlns') || name.startsWith('w:rsid')) continue
      attributes ??= new Map()
      attributes.set(this.names.attribute(name), written[name])
    }
    return attributes ?? noAttributes
  }
}

/** Bytes decoded and parsed at once: little enough for a first piece to come soon. */
const decodeChunkBytes = 16_384

/**
 * A part's text, decoded bit by bit: UTF-8, UTF-16, or what its declaration names. The byte order mark is left out.
 * @throws AppError 'document/corrupt' for an encoding nobody knows
 */
export function* decodePart(bytes: Uint8Array): Generator<string, void, undefined> {
  const decoder = decoderFor(bytes)
  for (let at = 0; at < bytes.length; at += decodeChunkBytes) {
    const text = decoder.decode(bytes.subarray(at, at + decodeChunkBytes), { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

/** Bytes in which an XML declaration names its encoding. */
const declarationBytes = 200

function decoderFor(bytes: Uint8Array): InstanceType<typeof TextDecoder> {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0))
    return new TextDecoder('utf-16le')
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c))
    return new TextDecoder('utf-16be')
  const beginning = Buffer.from(bytes.subarray(0, declarationBytes)).toString('latin1')
  const label =
    /^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(beginning)?.[1] ?? 'utf-8'
  // Eight-bit text cannot be UTF-16, whatever it says of itself.
  if (/^utf-?16/i.test(label)) return new TextDecoder('utf-8')
  try {
    return new TextDecoder(label)
  } catch (error) {
    throw corruptDocx('encoding', `A part is encoded in ${JSON.stringify(label)}`, error)
  }
}

/**
 * Reads a whole part into a tree.
 * @returns its root element
 * @throws AppError 'document/corrupt'
 */
export function parsePart(bytes: Uint8Array): WordElement {
  let root: WordElement | null = null
  const keep = (element: WordElement): void => {
    root = element
  }
  const reader = new WordXmlReader({ open: keep, close: keep, whole: keep }, () => false)
  for (const text of decodePart(bytes)) reader.write(text)
  reader.end()
  if (root === null) throw corruptDocx('xml', 'A part is empty')
  return root
}
