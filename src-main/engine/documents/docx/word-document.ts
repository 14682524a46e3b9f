import { setImmediate } from 'node:timers/promises'
import {
  emptyPiece,
  type Block,
  type DocumentPart,
  type DocumentPiece,
  type DocumentWarning,
} from '@contract/document'
import { AppError } from '@contract/errors'
import { maxDocumentChars } from '@contract/limits'
import { openArchive } from '../archive'
import { contentsOfHeadings } from '../contents'
import type { ByteSource } from '../document-format'
import { finishBlock, type DraftBlock } from './draft-block'
import type { CreateFormulaSayer, FormulaSayer } from './formulas'
import { mainLanguage } from './language-ranges'
import { DiagramBook, readDiagram } from './diagrams'
import { ListCounters } from './list-counters'
import { NoteBook, type NoteKind } from './note-book'
import { readNumbering } from './numbering'
import { OutsideCounts } from './outside-counts'
import { findNoteNumbering, noteNumbering, readMetadata, themeLanguage, type WordMetadata } from './settings'
import { isLostPicture } from '../picture-block'
import { markBoldHeadings } from './bold-headings'
import { findDrawnPicture } from './pictures'
import { countComments, readFurniture, readNotes, SideParts } from './side-parts'
import { isStoryContainer, StoryReader } from './story'
import type { StoryContext } from './story-context'
import { readStyles } from './styles'
import { openWordPackage } from './word-package'
import { childrenOf } from './word-elements'
import { decodePart, WordXmlReader, type WordElement } from './word-xml'

/** Text after which a piece is handed out: a few pages. */
const pieceChars = 16_000

/** A document that is being read: its first piece is there, as its head is made of it. */
export interface OpenedWordDocument {
  readonly metadata: WordMetadata
  readonly language: string | undefined
  readonly first: DocumentPiece
  /** Whether anything was drawn in what is read so far. */
  readonly hasPictures: () => boolean
  /** What comes after the first piece; to be gone through once. */
  readonly rest: AsyncGenerator<DocumentPiece, void, undefined>
}

/** @throws AppError 'document/corrupt', 'document/too-large', 'document/encrypted', 'document/unsupported' */
export async function openWordDocument(
  source: ByteSource,
  createFormulaSayer: CreateFormulaSayer | undefined,
  signal: AbortSignal,
): Promise<OpenedWordDocument> {
  const wordPackage = await openWordPackage(await openArchive(source, signal))
  const { archive, mainPart } = wordPackage
  const relationships = await wordPackage.relationshipsOf(mainPart)
  const parts = new SideParts(wordPackage, relationships)
  const styles = readStyles(await parts.tree('styles'))
  const numbering = readNumbering(await parts.tree('numbering'), styles)
  const settings = await parts.tree('settings')
  const bytes = await archive.read(mainPart)
  const numbered = (kind: NoteKind) => noteNumbering(settings, kind, findNoteNumbering(bytes, kind))
  let tables = 0
  let pictures = 0
  const context: StoryContext = {
    styles,
    numbering,
    counters: new ListCounters(),
    diagrams: new DiagramBook(),
    notes: new NoteBook({ footnote: numbered('footnote'), endnote: numbered('endnote') }),
    outside: new OutsideCounts(),
    relationships,
    part: 0,
    nextTable: () => tables++,
    seePicture: () => {
      pictures += 1
    },
    missPart: () => {
      parts.faults.missing += 1
    },
  }
  const core = [...wordPackage.packageRelationships.values()].find(({ type }) => type === 'core-properties')
  const coreEntry = core === undefined || core.isExternal ? null : archive.find(core.target)
  const metadata = readMetadata(coreEntry === null ? undefined : await parts.treeOf(coreEntry.name))
  const reading = new WordReading(context, parts, mainPart, bytes, createFormulaSayer, signal)
  await reading.readSideParts()
  const first = await reading.nextDrafts()
  const language =
    mainLanguage(first.drafts.flatMap(({ languages }) => languages)) ??
    metadata.language ??
    styles.paragraph(undefined).run.language ??
    styles.defaults.language ??
    themeLanguage(settings)
  return {
    metadata,
    language,
    first: await reading.pieceOf(first.drafts, language),
    hasPictures: () => pictures > 0,
    rest: reading.rest(first.isLast, language),
  }
}

/** What is read of a document so far, and where it goes on. */
class WordReading {
  private readonly parts: DocumentPart[]
  private drafts: DraftBlock[] = []
  private chunks: Generator<string, void, undefined>
  private readonly story: StoryReader
  private readonly reader: WordXmlReader
  private readonly furniture: WordElement[] = []
  private readonly warned = { missing: 0, damaged: 0 }
  private sayer: FormulaSayer | null = null
  private queuedChars = 0
  private totalChars = 0
  private blocks = 0
  private shownParts = 0
  private hasHeadings = false
  private lastSettledChar = 0
  /** Characters of other parts than the main one that are counted under a rule, since the last piece. */
  private sideOutsideChars = 0
  /** Characters of parts that are in no block and counted under no other rule; below 0 what was made here is longer. */
  private markupChars = 0

  constructor(
    private readonly context: StoryContext,
    private readonly sideParts: SideParts,
    mainPart: string,
    bytes: Uint8Array,
    private readonly createFormulaSayer: CreateFormulaSayer | undefined,
    private readonly signal: AbortSignal,
  ) {
    this.parts = [{ kind: 'section', label: mainPart }]
    this.chunks = decodePart(bytes)
    this.story = new StoryReader(context, (draft) => {
      this.drafts.push(draft)
      this.queuedChars += draft.block.text.length
    })
    this.reader = new WordXmlReader(
      {
        open: (element) => this.story.open(element),
        close: (element) => this.story.close(element),
        whole: (element) => {
          this.collectFurniture(element)
          this.story.whole(element)
        },
      },
      isStoryContainer,
    )
  }

  /** Notes are read before the text that refers to them. */
  async readSideParts(): Promise<void> {
    await this.asideFromMainPart(() => this.readNotesAndComments())
  }

  private async asideFromMainPart(read: () => Promise<void>): Promise<void> {
    const countedBefore = this.context.outside.chars
    await read()
    this.sideOutsideChars += this.context.outside.chars - countedBefore
  }

  private async readNotesAndComments(): Promise<void> {
    for (const kind of ['footnote', 'endnote'] as const) {
      const name = this.sideParts.find(`${kind}s`)
      if (name === null) continue
      this.markupChars += await readNotes(this.sideParts, name, kind, this.contextOf(name))
      this.signal.throwIfAborted()
    }
    for (const { id, name } of this.sideParts.all('diagramData')) {
      this.markupChars += await readDiagram(this.sideParts, id, name, this.contextOf(name))
      this.signal.throwIfAborted()
    }
    const comments = this.sideParts.find('comments')
    if (comments !== null)
      this.markupChars += await countComments(this.sideParts, comments, this.contextOf(comments))
  }

  /** Reads on until there is enough for a piece. */
  async nextDrafts(): Promise<{ drafts: DraftBlock[]; isLast: boolean }> {
    for (;;) {
      this.signal.throwIfAborted()
      const chunk = this.chunks.next()
      if (chunk.done === true) {
        this.reader.end()
        this.story.end()
        await this.asideFromMainPart(() => this.readFurniture())
        return { drafts: this.takeDrafts(this.reader.readChars), isLast: true }
      }
      this.reader.write(chunk.value)
      if (this.totalChars + this.queuedChars > maxDocumentChars)
        throw new AppError(
          'document/too-large',
          `The document has more than ${maxDocumentChars} characters`,
          {
            details: { chars: this.totalChars + this.queuedChars, maxChars: maxDocumentChars },
          },
        )
      if (this.queuedChars >= pieceChars && this.story.isSettled)
        return { drafts: this.takeDrafts(this.story.settledChar), isLast: false }
    }
  }

  async *rest(isRead: boolean, language: string | undefined): AsyncGenerator<DocumentPiece, void, undefined> {
    for (let isLast = isRead; !isLast;) {
      // Lets a cancellation in: nothing else here waits for anything outside.
      await setImmediate()
      const next = await this.nextDrafts()
      isLast = next.isLast
      yield await this.pieceOf(next.drafts, language)
    }
  }

  async pieceOf(drafts: readonly DraftBlock[], language: string | undefined): Promise<DocumentPiece> {
    // Loaded for the first formula: few documents have any.
    if (this.sayer === null && drafts.some(({ formulas }) => formulas.length > 0))
      this.sayer = (await this.createFormulaSayer?.(language)) ?? null
    const blocks: Block[] = []
    for (const draft of drafts) {
      const block = finishBlock(draft, language, this.sayer)
      if (draft.picture) await findDrawnPicture(block, draft.picture, this.sideParts)
      if (!isLostPicture(block)) blocks.push(block)
    }
    this.hasHeadings = markBoldHeadings(blocks, this.hasHeadings)
    const piece: DocumentPiece = {
      ...emptyPiece(),
      parts: this.parts.slice(this.shownParts),
      blocks,
      contents: contentsOfHeadings(blocks, this.blocks),
      outside: this.takeOutside(),
      warnings: this.takeWarnings(),
    }
    this.shownParts = this.parts.length
    this.blocks += blocks.length
    return piece
  }

  private takeDrafts(settledChar: number): DraftBlock[] {
    const { drafts } = this
    this.markupChars +=
      settledChar - this.lastSettledChar - (this.context.outside.chars - this.sideOutsideChars)
    this.sideOutsideChars = 0
    for (const { block } of drafts) if (block.source.part === 0) this.markupChars -= block.text.length
    this.lastSettledChar = settledChar
    this.totalChars += this.queuedChars
    this.drafts = []
    this.queuedChars = 0
    return drafts
  }

  private takeOutside(): DocumentPiece['outside'] {
    const { outside } = this.context
    outside.add('markup', this.markupChars)
    this.markupChars = 0
    return outside.take()
  }

  private takeWarnings(): DocumentWarning[] {
    const { faults } = this.sideParts
    const warnings: DocumentWarning[] = []
    if (faults.missing > this.warned.missing)
      warnings.push({ code: 'parts-missing', count: faults.missing - this.warned.missing })
    if (faults.damaged > this.warned.damaged)
      warnings.push({ code: 'damaged', count: faults.damaged - this.warned.damaged })
    Object.assign(this.warned, faults)
    return warnings
  }

  private contextOf(name: string): StoryContext {
    this.parts.push({ kind: 'section', label: name })
    return { ...this.context, part: this.parts.length - 1 }
  }

  /** Sections name their headers and footers; they are read once, after the text. */
  private collectFurniture(element: WordElement): void {
    const section =
      element.name === 'w:sectPr' ? element : childrenOf(childrenOf(element, 'w:pPr').at(0), 'w:sectPr').at(0)
    for (const reference of childrenOf(section))
      if (reference.name === 'w:headerReference' || reference.name === 'w:footerReference')
        this.furniture.push(reference)
  }

  private async readFurniture(): Promise<void> {
    const read = new Set<string>()
    const seen = new Set<string>()
    for (const { name: reference, attributes } of this.furniture) {
      const type = reference === 'w:headerReference' ? 'header' : 'footer'
      const id = attributes.get('r:id') ?? ''
      if (read.has(id)) continue
      read.add(id)
      const name = this.sideParts.byId(id, type)
      if (name === null) continue
      const { blocks, markupChars } = await readFurniture(this.sideParts, name, this.contextOf(name))
      this.signal.throwIfAborted()
      this.markupChars += markupChars
      const said = blocks.map(({ block }) => block.text).join('\n')
      if (seen.has(said)) {
        for (const { block } of blocks) this.context.outside.add('repeated', block.text.length)
        continue
      }
      seen.add(said)
      this.drafts.push(...blocks)
    }
    this.context.outside.add(
      'not referred to',
      this.context.notes.charsLeft + this.context.diagrams.charsLeft,
    )
  }
}
