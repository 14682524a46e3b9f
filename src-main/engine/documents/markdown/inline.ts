import type { PhrasingContent } from 'mdast'
import type { InlineMark, ShownMarkKind } from '@contract/document'
import { AppError } from '@contract/errors'
import { phonemesOfDestination } from '../../text/pronunciation/inline-notation'
import { linkTo, type LinkKind } from '../link-target'
import { maskControls } from '../mask-controls'
import { findClosingTag, hiddenElements, readTag } from './html-tags'

/** The text of a paragraph, its marks, and the alternative texts of the images in it. */
export interface InlineText {
  readonly text: string
  readonly marks: InlineMark[]
  readonly images: readonly string[]
}

/** Nobody writes emphasis within emphasis this deep; a program to exhaust the stack does. */
export const maxNesting = 100

/** @throws AppError 'document/corrupt' */
export function assertShallow(depth: number): void {
  if (depth > maxNesting) {
    throw new AppError('document/corrupt', `Markdown nested deeper than ${maxNesting} levels`, {
      details: { format: 'markdown', reason: 'nesting' },
    })
  }
}

/**
 * Flattens phrasing content. Outer white space is dropped, raw HTML leaves its text only.
 * @throws AppError 'document/corrupt' when nested too deep
 */
export function readInline(nodes: readonly PhrasingContent[]): InlineText {
  const gathered = new InlineGatherer()
  gathered.addAll(nodes, 0)
  return gathered.finish()
}

type MarkKind = { kind: ShownMarkKind } | LinkKind | { kind: 'phonemes'; phonemes: string }

class InlineGatherer {
  private readonly parts: string[] = []
  private readonly marks: InlineMark[] = []
  private readonly images: string[] = []
  private chars = 0

  addAll(nodes: readonly PhrasingContent[], depth: number): void {
    assertShallow(depth)
    const lastClosings = lastClosingTags(nodes)
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index]
      if (node.type === 'html') {
        const hidden = this.addHtml(node.value)
        // An opening tag without its end is somebody writing about the tag, not hiding the rest of the paragraph.
        if (hidden !== null && (lastClosings.get(hidden) ?? -1) > index) {
          while (closedElement(nodes[index]) !== hidden) index += 1
        }
      } else this.add(node, depth)
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
    return { text, marks, images: this.images }
  }

  private add(node: PhrasingContent, depth: number): void {
    switch (node.type) {
      case 'text':
        return this.append(node.value)
      case 'break':
        return this.append('\n')
      case 'inlineCode':
        return this.mark({ kind: 'code' }, () => this.append(node.value))
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
      case 'imageReference':
        return this.addImage(node.alt ?? '')
      case 'footnoteReference':
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

  private addImage(alternative: string): void {
    const text = maskControls(alternative).replace(/\s+/g, ' ').trim()
    if (text !== '') this.images.push(text)
  }

  /** @returns the name of a hidden element that the tag opens */
  private addHtml(html: string): string | null {
    const tag = readTag(html, 0)
    if (tag === null || tag.isClosing) return null
    if (tag.name === 'br') this.append('\n')
    if (tag.name === 'img') this.addImage(tag.alternative ?? '')
    return hiddenElements.has(tag.name) ? tag.name : null
  }
}

function closedElement(node: PhrasingContent): string | null {
  if (node.type !== 'html') return null
  const tag = readTag(node.value, 0)
  return tag !== null && tag.isClosing && findClosingTag(node.value, tag.name, 0) === 0 ? tag.name : null
}

function lastClosingTags(nodes: readonly PhrasingContent[]): Map<string, number> {
  const last = new Map<string, number>()
  nodes.forEach((node, index) => {
    const name = closedElement(node)
    if (name !== null && hiddenElements.has(name)) last.set(name, index)
  })
  return last
}
