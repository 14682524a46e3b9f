import { createReadStream } from 'node:fs'
import { assert } from '@contract/assert'
import type { Block } from '@contract/document'
import { AppError } from '@contract/errors'
import type { ByteSource } from '../../documents/document-format'
import { maxChapterBytes } from '../../documents/epub/book-files'
import { brokenBook } from '../../documents/epub/epub-failure'
import type { OpenedBook } from '../../documents/epub/open-book'
import { traceBook } from '../../documents/epub/trace-book'
import type { TracedFile } from '../../documents/epub/traced-file'
import { parseXhtml } from '../../documents/markup/parse-xhtml'
import type { MarkupElement } from '../../documents/markup/tree'
import { maskControls } from '../../documents/mask-controls'
import { decodeXml } from '../../documents/xml'
import { BookUpgrade } from './book-upgrade'
import { overlayFile } from './file-overlay'
import { freePrefix } from './free-prefix'
import type { NarratedBook } from './index'
import { NarrationCursor } from './narration-cursor'
import { NarrationNames } from './narration-names'
import { oldOverlays } from './old-overlays'
import { overlayStyle, type OverlayStyle } from './overlay-style'
import { editPackage, type NewItem } from './package-edits'
import { relativeReference } from './relative-reference'
import { TextEdits } from './text-edits'
import { linkStyle } from './text-head'
import { isOlder } from './upgrade-package'
import { encodeXml } from './xml-bytes'
import { XmlEdits } from './xml-source'
import type { ZipFile } from './zip-file'

const mimetype = 'application/epub+zip'
/** Signatures hold for the book that was signed, and this is another. */
const signatures = 'META-INF/signatures.xml'
/** Taken at once of a file that goes in as it is. */
const audioBytes = 2 ** 20
const textType = 'application/xhtml+xml'

/** A book, its narration, and its blocks as that counts them. */
export interface BlockedBook extends NarratedBook {
  readonly blocks: readonly Pick<Block, 'kind' | 'text'>[]
}

interface PackageSource {
  readonly bytes: Uint8Array
  readonly source: string
  readonly root: MarkupElement
}

/** Writes a book entry by entry, the package last: it lists what the others have come to. */
export class BookWriter {
  readonly #opened: OpenedBook
  readonly #narrated: BlockedBook
  readonly #signal: AbortSignal
  readonly #package: PackageSource
  readonly #style: OverlayStyle
  /** Files of the source that are not copied. */
  readonly #removed: ReadonlySet<string>
  readonly #names: NarrationNames
  readonly #idPrefix: string
  readonly #overlays = new Map<string, { id: string; milliseconds: number }>()
  readonly #heard = new Set<number>()
  readonly #written = new Set<string>(['mimetype', signatures])
  /** Null for a book that is of EPUB 3 already. */
  readonly #upgrade: BookUpgrade | null

  private constructor(
    opened: OpenedBook,
    narrated: BlockedBook,
    signal: AbortSignal,
    found: { source: PackageSource; style: OverlayStyle; removed: ReadonlySet<string> },
  ) {
    this.#opened = opened
    this.#narrated = narrated
    this.#signal = signal
    this.#package = found.source
    this.#style = found.style
    this.#removed = found.removed
    this.#names = new NarrationNames(
      opened.book.name,
      opened.files.names.filter((name) => !found.removed.has(name)),
    )
    this.#idPrefix = freePrefix(found.source.root, 'narration-')
    this.#upgrade = isOlder(found.source.root) ? new BookUpgrade(opened) : null
  }

  /** Reads of the book what has to be known before a byte is written. */
  static async begin(opened: OpenedBook, narrated: BlockedBook, signal: AbortSignal): Promise<BookWriter> {
    const source = await readPackageSource(opened)
    const [style, removed] = [await overlayStyle(opened), await oldOverlays(opened)]
    return new BookWriter(opened, narrated, signal, { source, style, removed })
  }

  /** @param source of the book that was opened */
  async write(source: ByteSource, zip: ZipFile): Promise<void> {
    await zip.store('mimetype', [Buffer.from(mimetype)])
    await this.#writeTexts(source, zip)
    if (this.#overlays.size === 0)
      throw new AppError('text/nothing-to-say', 'Nothing that is said stands in a text of the book')
    await this.#writeAudio(zip)
    if (this.#style.sheet !== null) await zip.add(this.#names.style, Buffer.from(this.#style.sheet))
    await this.#copyOthers(zip)
    if (this.#upgrade !== null) {
      const { navigation } = this.#names
      const { title, language } = this.#narrated
      await zip.add(navigation, await this.#upgrade.contents(navigation, title, language))
    }
    await zip.add(this.#opened.book.name, this.#packageBytes())
  }

  async #writeTexts(source: ByteSource, zip: ZipFile): Promise<void> {
    const cursor = new NarrationCursor(this.#narrated.audio)
    try {
      for await (const file of traceBook(source, this.#signal)) {
        this.#signal.throwIfAborted()
        await this.#writeText(file, cursor, zip)
      }
      const left = await cursor.peek()
      assert(left === null, `sentences come in the order of the book, at block ${left?.sentence.block}`)
    } finally {
      await cursor.close()
    }
  }

  async #writeText(file: TracedFile, cursor: NarrationCursor, zip: ZipFile): Promise<void> {
    const { name, source } = file
    const { audio, blocks } = this.#narrated
    const overlayName = this.#names.overlay(this.#overlays.size + 1)
    const edits = new TextEdits()
    const overlay = await overlayFile(file, edits, cursor, blocks, {
      text: relativeReference(overlayName, name),
      audio: (index) => relativeReference(overlayName, this.#names.audio(index, audio[index])),
    })
    if (overlay === null || this.#written.has(name) || !this.#isText(name)) return
    const xml = new XmlEdits(source, edits)
    if (this.#style.sheet !== null) linkStyle(xml, file.root, relativeReference(name, this.#names.style))
    this.#upgrade?.changeText(name, xml, edits, file.root)
    const before = await this.#opened.files.readHead(name, 4)
    await zip.add(name, encodeXml(edits.apply(source), before))
    await zip.add(overlayName, Buffer.from(overlay.smil))
    this.#written.add(name)
    const id = `${this.#idPrefix}overlay-${this.#overlays.size + 1}`
    this.#overlays.set(name, { id, milliseconds: overlay.milliseconds })
    for (const index of overlay.audio) this.#heard.add(index)
  }

  /** Overlays are for texts of the one type that players know. */
  #isText(name: string): boolean {
    for (const item of this.#opened.book.manifest.values())
      if (item.name === name && item.mediaType === textType) return true
    return false
  }

  async #writeAudio(zip: ZipFile): Promise<void> {
    for (const index of this.#heard) {
      const file = this.#narrated.audio[index]
      const stream = createReadStream(file.path, { highWaterMark: audioBytes, signal: this.#signal })
      await zip.store(this.#names.audio(index, file), stream)
    }
  }

  async #copyOthers(zip: ZipFile): Promise<void> {
    const { files, book } = this.#opened
    for (const name of files.names) {
      this.#signal.throwIfAborted()
      if (this.#written.has(name) || this.#removed.has(name) || name === book.name) continue
      const bytes = await files.read(name, files.byteLength(name))
      await zip.add(name, this.#upgrade?.changed(name, bytes) ?? bytes)
    }
  }

  #packageBytes(): Uint8Array {
    const { bytes, source, root } = this.#package
    const { title, narrator, language, modified } = this.#narrated
    const edits = new TextEdits()
    const xml = new XmlEdits(source, edits)
    this.#upgrade?.changePackage(xml, root, this.#idPrefix)
    editPackage(xml, root, this.#opened.book, {
      ...{ title, narrator, language, modified },
      narratorId: `${this.#idPrefix}narrator`,
      activeClass: this.#style.isNamed ? null : this.#style.activeClass,
      overlays: this.#overlays,
      removed: this.#removed,
      items: this.#newItems(),
    })
    return encodeXml(edits.apply(source), bytes)
  }

  #newItems(): NewItem[] {
    const item = (id: string, name: string, mediaType: string): NewItem => ({
      ...{ id: `${this.#idPrefix}${id}`, href: this.#names.fromPackage(name), mediaType },
    })
    const overlays = [...this.#overlays.keys()].map((_, index) =>
      item(`overlay-${index + 1}`, this.#names.overlay(index + 1), 'application/smil+xml'),
    )
    const audio = [...this.#heard].map((index) => {
      const file = this.#narrated.audio[index]
      return item(`audio-${index + 1}`, this.#names.audio(index, file), file.mediaType)
    })
    const style = this.#style.sheet === null ? [] : [item('style', this.#names.style, 'text/css')]
    const navigation =
      this.#upgrade === null
        ? []
        : [{ ...item('contents', this.#names.navigation, textType), properties: 'nav' }]
    return [...overlays, ...audio, ...style, ...navigation]
  }
}

/** A package that is no XML cannot be changed in place. */
async function readPackageSource({ files, book }: OpenedBook): Promise<PackageSource> {
  const bytes = await files.read(book.name, maxChapterBytes)
  const source = decodeXml(bytes)
  const root = parseXhtml(maskControls(source))
  if (root.name !== 'package') throw brokenBook('package', 'its package is not well-formed')
  return { bytes, source, root }
}
