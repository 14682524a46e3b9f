import { AppError } from '@contract/errors'
import type { DraftBlock } from './draft-block'
import { ListCounters } from './list-counters'
import type { NoteKind } from './note-book'
import { isStoryContainer, StoryReader } from './story'
import type { StoryContext } from './story-context'
import { textCharsIn } from './word-elements'
import type { Relationship, WordPackage } from './word-package'
import { decodePart, parsePart, WordXmlReader, type WordElement } from './word-xml'

/** What went wrong with parts beside the main one: the text is read all the same. */
export interface PartFaults {
  missing: number
  damaged: number
}

/** The parts around a document's text, found by its relationships. */
export class SideParts {
  readonly faults: PartFaults = { missing: 0, damaged: 0 }

  constructor(
    private readonly wordPackage: WordPackage,
    private readonly relationships: ReadonlyMap<string, Relationship>,
  ) {}

  /** Name in the archive of the first part of a type; null where the document has none, or names one that is missing. */
  find(type: string): string | null {
    for (const relationship of this.relationships.values())
      if (relationship.type === type && !relationship.isExternal) return this.present(relationship.target)
    return null
  }

  /** All parts of a type that are there, with the ids that refer to them. */
  all(type: string): { readonly id: string; readonly name: string }[] {
    const found: { id: string; name: string }[] = []
    for (const id of this.relationships.keys()) {
      const name = this.byId(id, type)
      if (name !== null) found.push({ id, name })
    }
    return found
  }

  /** Name of the part that an id refers to, by its type. */
  byId(id: string, type: string): string | null {
    const relationship = this.relationships.get(id)
    if (relationship === undefined || relationship.type !== type || relationship.isExternal) return null
    return this.present(relationship.target)
  }

  private present(target: string): string | null {
    const entry = this.wordPackage.archive.find(target)
    if (entry === null) this.faults.missing += 1
    return entry?.name ?? null
  }

  /**
   * The beginning of the part that an id refers to, by its type; null where there is none, or more in it than wanted.
   * A picture that is missing costs nothing but itself.
   */
  async headById(
    id: string,
    type: string,
    limits: { readonly headBytes: number; readonly maxBytes: number },
  ): Promise<{ readonly name: string; readonly head: Uint8Array } | null> {
    const relationship = this.relationships.get(id)
    if (relationship === undefined || relationship.type !== type || relationship.isExternal) return null
    const { archive } = this.wordPackage
    const entry = archive.find(relationship.target)
    if (entry === null || entry.byteLength > limits.maxBytes) return null
    try {
      return { name: entry.name, head: await archive.readHead(entry.name, limits.headBytes) }
    } catch (error) {
      if (error instanceof AppError && error.code === 'document/corrupt') return null
      throw error
    }
  }

  /** A part of definitions; undefined where there is none, or none that can be read. */
  async tree(type: string): Promise<WordElement | undefined> {
    const name = this.find(type)
    return name === null ? undefined : this.treeOf(name)
  }

  /** @param name in the archive @returns undefined for a part that cannot be read */
  async treeOf(name: string): Promise<WordElement | undefined> {
    const bytes = await this.wordPackage.archive.read(name)
    return this.forgiving(() => parsePart(bytes))
  }

  /**
   * Reads a part bit by bit.
   * @returns how many characters it was decoded to, as far as it could be read
   */
  async readInto(name: string, reader: WordXmlReader): Promise<number> {
    const bytes = await this.wordPackage.archive.read(name)
    this.forgiving(() => {
      for (const text of decodePart(bytes)) reader.write(text)
      reader.end()
    })
    return reader.readChars
  }

  /** Damage in a part beside the text costs that part; what is made to harm costs the document. */
  private forgiving<T>(read: () => T): T | undefined {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof AppError) || error.details.reason !== 'xml') throw error
      this.faults.damaged += 1
      return undefined
    }
  }
}

const separators: ReadonlySet<string> = new Set(['separator', 'continuationSeparator', 'continuationNotice'])

/**
 * Reads the notes of a kind into the note book.
 * @returns characters of the part that are in no block and counted under no rule
 */
export async function readNotes(
  parts: SideParts,
  name: string,
  kind: NoteKind,
  shared: StoryContext,
): Promise<number> {
  const context: StoryContext = { ...shared, kind: 'footnote', counters: new ListCounters() }
  let blockChars = 0
  let story: StoryReader | null = null
  let blocks: DraftBlock[] = []
  let depth = 0
  const reader = new WordXmlReader(
    {
      open(element) {
        depth += 1
        if (depth === 2) {
          blocks = []
          const isSeparator = separators.has(element.attributes.get('w:type') ?? '')
          story = isSeparator ? null : new StoryReader(context, (draft) => blocks.push(draft))
        }
        if (depth >= 2) story?.open(element)
      },
      close(element) {
        depth -= 1
        if (depth < 1) return
        story?.close(element)
        if (depth > 1) return
        story?.end()
        for (const { block } of blocks) blockChars += block.text.length
        context.notes.define(kind, element.attributes.get('w:id') ?? '', blocks)
      },
      whole: (element) => story?.whole(element),
    },
    (element) => element === `w:${kind}s` || isStoryContainer(element),
  )
  const countedBefore = context.outside.chars
  const chars = await parts.readInto(name, reader)
  return chars - blockChars - (context.outside.chars - countedBefore)
}

/** Counts the text of comments, which stand in the margin and are not read. @returns as `readNotes` */
export async function countComments(parts: SideParts, name: string, context: StoryContext): Promise<number> {
  let comments = 0
  const reader = new WordXmlReader(
    {
      open: () => undefined,
      close: () => undefined,
      whole(element) {
        comments += textCharsIn(element)
      },
    },
    (element) => element === 'w:comments',
  )
  const chars = await parts.readInto(name, reader)
  context.outside.add('comment', comments)
  return chars - comments
}

/** Reads a header or footer: furniture. @returns its blocks, and as `readNotes` */
export async function readFurniture(
  parts: SideParts,
  name: string,
  shared: StoryContext,
): Promise<{ blocks: DraftBlock[]; markupChars: number }> {
  const blocks: DraftBlock[] = []
  const context: StoryContext = { ...shared, kind: 'furniture', counters: new ListCounters() }
  const story = new StoryReader(context, (draft) => blocks.push(draft))
  const reader = new WordXmlReader(story, isStoryContainer)
  const countedBefore = context.outside.chars
  const chars = await parts.readInto(name, reader)
  story.end()
  let blockChars = 0
  for (const { block } of blocks) blockChars += block.text.length
  return { blocks, markupChars: chars - blockChars - (context.outside.chars - countedBefore) }
}
