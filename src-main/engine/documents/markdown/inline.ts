import 'mdast-util-math'
import type { PhrasingContent } from 'mdast'
import type { InlineMark, ShownMarkKind } from '@contract/document'
import { phonemesOfDestination } from '../../text/pronunciation/inline-notation'
import { linkTo, type LinkKind } from '../link-target'
import { maskControls } from '../mask-controls'
import type { LinkedPicture } from '../picture-block'
import type { FormulaReader } from './formulas'
import { assertShallow } from './nesting'
import { parseWithoutFormulas } from './parse'
import { readInlineTag, type InlineTag } from './raw-html'

/** An image in a paragraph: its alternative text, which may be empty, and where it is; null: nowhere. */
export interface InlineImage {
  readonly alternative: string
  readonly picture: LinkedPicture | null
}

/** The text of a paragraph, its marks, the images in it, and the notes it refers to. */
export interface InlineText {
  readonly text: string
  readonly marks: InlineMark[]
  readonly images: readonly InlineImage[]
  /** By the identifiers of their definitions. */
  readonly notes: readonly string[]
}

/** Where a definition leads, and what it calls that. */
export interface Definition {
  readonly source: string
  readonly title?: string | null | undefined
}

/** What phrasing content is read with. */
export interface InlineReading {
  readonly formulas: FormulaReader
  /** Puts back what was hidden from the parser. */
  restore(text: string): string
  /** By their identifiers. */
  readonly definitions: ReadonlyMap<string, Definition>
  /** What was parsed, for a stretch whose meaning is not clear from the tree. */
  readonly markdown: string
}

/**
 * Flattens phrasing content. Outer white space is dropped; raw HTML leaves its text, and marks of the usual tags.
 * @throws AppError 'document/corrupt' when nested too deep
 */
export function readInline(nodes: readonly PhrasingContent[], reading: InlineReading): InlineText {
  const gathered = new InlineGatherer(reading)
  gathered.addAll(nodes, 0)
  return gathered.finish()
}

type MarkKind =
  | { kind: ShownMarkKind }
  | LinkKind
  | { kind: 'note-reference' }
  | { kind: 'phonemes'; phonemes: string }
  | { kind: 'formula'; words: string }

class InlineGatherer {
  private readonly parts: string[] = []
  private readonly marks: InlineMark[] = []
  private readonly images: InlineImage[] = []
  private readonly notes: string[] = []
  private chars = 0

  constructor(private readonly reading: InlineReading) {}

  addAll(nodes: readonly PhrasingContent[], depth: number): void {
    assertShallow(depth)
    const tags = nodes.map((node) =>
      node.type === 'html' ? readInlineTag(this.reading.restore(node.value)) : null,
    )
    const lastClosings = new Map(
      tags.flatMap((tag, index) => (tag?.isClosing ? [[tag.name, index] as const] : [])),
    )
    const open: { readonly name: string; readonly mark: InlineMark }[] = []
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index]
      const tag = tags[index]
      if (tag === null) {
        if (node.type !== 'html') this.add(node, depth)
        continue
      }
      const last = lastClosings.get(tag.name) ?? -1
      if (tag.isClosing) this.close(tag.name, open)
      else if (tag.isHidden) {
        // An opening tag without its end is somebody writing about the tag, not hiding the rest of the paragraph.
        if (last > index) while (tags[index]?.isClosing !== true || tags[index]?.name !== tag.name) index += 1
      } else this.open(tag, last > index, open)
    }
  }

  finish(): InlineText {
    const whole = maskControls(this.parts.join(''))
    const text = whole.trim()
    const dropped = whole.length - whole.trimStart().length
    const clamp = (char: number): number => Math.min(Math.max(char - dropped, 0), text.length)
    const marks = this.marks
      .map((mark) => ({ ...mark, startChar: clamp(mark.startChar), endChar: clamp(mark.endChar) }))
      .filter((mark) => mark.startChar < mark.endChar)
    return { text, marks, images: this.images, notes: this.notes }
  }

  private add(node: PhrasingContent, depth: number): void {
    switch (node.type) {
      case 'text':
        return this.append(this.reading.restore(node.value))
      case 'break':
        return this.append('\n')
      case 'inlineCode':
        return this.mark({ kind: 'code' }, () => this.append(this.reading.restore(node.value)))
      case 'emphasis':
      case 'strong':
        return this.mark({ kind: node.type }, () => this.addAll(node.children, depth + 1))
      case 'link': {
        const phonemes = phonemesOfDestination(node.url)
        const kind = phonemes === null ? linkTo(node.url) : { kind: 'phonemes' as const, phonemes }
        return this.mark(kind, () => this.addAll(node.children, depth + 1))
      }
      case 'linkReference':
        return this.mark({ kind: 'link' }, () => this.addAll(node.children, depth + 1))
      case 'image':
        return this.addImage(node.alt, { source: this.reading.restore(node.url), title: node.title })
      case 'imageReference':
        return this.addImage(node.alt, this.reading.definitions.get(node.identifier))
      case 'footnoteReference':
        this.notes.push(node.identifier)
        return this.mark({ kind: 'note-reference' }, () => this.append(node.label ?? node.identifier))
      case 'inlineMath':
        return this.addFormula(node, depth)
      case 'html':
        return
      case 'delete':
        return this.mark({ kind: 'deleted' }, () => this.addAll(node.children, depth + 1))
    }
  }

  private append(text: string): void {
    this.parts.push(text)
    this.chars += text.length
  }

  private mark(kind: MarkKind, addContent: () => void): void {
    const mark: InlineMark = { ...kind, startChar: this.chars, endChar: this.chars }
    // Before its content, so that outer marks precede inner ones.
    this.marks.push(mark)
    addContent()
    mark.endChar = this.chars
  }

  /** No words between the brackets say only that nobody wrote any. */
  private addImage(alternative: string | null | undefined, target: Definition | undefined): void {
    const label = this.plain(target?.title)
    this.images.push({
      alternative: this.plain(alternative),
      picture: target ? { source: target.source, ...(label === '' ? {} : { label }) } : null,
    })
  }

  private plain(written: string | null | undefined): string {
    return maskControls(this.reading.restore(written ?? ''))
      .replace(/\s+/g, ' ')
      .trim()
  }

  /** Two prices in one sentence are no formula: the dollars of one stand at its text, and no number follows it. */
  private addFormula(node: Extract<PhrasingContent, { type: 'inlineMath' }>, depth: number): void {
    const { markdown } = this.reading
    const startChar = node.position?.start.offset ?? 0
    const endChar = node.position?.end.offset ?? 0
    const written = markdown.slice(startChar, endChar)
    const isPrice =
      /^\$(?!\$)(?:\s|[^]*\s\$$)/.test(written) || (written[1] !== '$' && /\d/.test(markdown[endChar] ?? ''))
    if (isPrice) {
      const [paragraph] = parseWithoutFormulas(written).children
      if (paragraph?.type === 'paragraph' && written.trimStart() === written) {
        this.addAll(paragraph.children, depth + 1)
        return
      }
      return this.append(written)
    }
    const { text, words } = this.reading.formulas.read(this.reading.restore(node.value), false)
    if (words === null) return this.append(text)
    this.mark({ kind: 'formula', words }, () => this.append(text))
  }

  private open(tag: InlineTag, isClosed: boolean, open: { name: string; mark: InlineMark }[]): void {
    if (tag.name === 'br') return this.append('\n')
    if (tag.image) this.images.push(tag.image)
    if (!isClosed || (tag.mark === undefined && tag.href === null)) return
    const kind = tag.mark === undefined ? linkTo(tag.href ?? '') : { kind: tag.mark }
    const mark: InlineMark = { ...kind, startChar: this.chars, endChar: this.chars }
    this.marks.push(mark)
    open.push({ name: tag.name, mark })
  }

  private close(name: string, open: { name: string; mark: InlineMark }[]): void {
    const index = open.findLastIndex((candidate) => candidate.name === name)
    if (index === -1) return
    for (const { mark } of open.splice(index)) mark.endChar = this.chars
  }
}
