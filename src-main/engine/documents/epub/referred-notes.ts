import type { Block } from '@contract/document'
import type { Flow } from '../markup/flow'
import { isNoteLink } from '../markup/notes'
import { attributeOf, isElement, nodesOf, textOf, type MarkupElement } from '../markup/tree'
import type { BookFiles } from './book-files'
import { resolveReference } from './resource-path'

/** References kept: annotated editions have 5,000 notes. */
const maxReferences = 50_000
/** Longer ones are no number and no sign. */
const maxMarkChars = 12

/**
 * Notes that nothing says are notes: paragraphs, usually in a file at the book's end, that a raised number in the text
 * leads to, and that begin with that number. Books made before there were names for notes have them all like this.
 */
export class ReferredNotes {
  /** File name, then element, then the number or sign that leads there. */
  readonly #marks = new Map<string, Map<string, string>>()
  readonly #files: BookFiles
  #references = 0

  constructor(files: BookFiles) {
    this.#files = files
  }

  /**
   * Remembers where a chapter's references lead, then makes notes of the blocks that those of this chapter and of the
   * ones before lead to. A reference and its note refer to each other: what was read as text stays text.
   * @param name of the chapter
   */
  mark(name: string, root: MarkupElement, { blocks, anchors }: Pick<Flow, 'blocks' | 'anchors'>): void {
    this.#collect(name, root)
    for (const [fragment, mark] of this.#marks.get(name) ?? []) {
      const place = anchors.get(fragment)
      const block = place && blocks.at(place.block)
      if (block && isNote(block, place.char, mark)) block.kind = 'footnote'
    }
  }

  #collect(name: string, root: MarkupElement): void {
    const raised = new Set<MarkupElement>()
    for (const node of nodesOf(root)) {
      if (!isElement(node) || this.#references >= maxReferences) continue
      if (node.name === 'sup') for (const inner of node.children) if (isElement(inner)) raised.add(inner)
      if (node.name !== 'a' || !isNoteLink(node, raised.has(node))) continue
      const target = resolveReference(name, attributeOf(node, 'href'))
      const file = this.#files.find(target)
      const mark = bare(textOf(node).trim())
      if (target === null || file === null || mark === '' || mark.length > maxMarkChars) continue
      this.#references++
      const inFile = this.#marks.get(file) ?? new Map<string, string>()
      inFile.set(target.fragment, mark)
      this.#marks.set(file, inFile)
    }
  }
}

/** Whether a block begins, where the reference leads, with the number or sign that led there. */
function isNote({ kind, matter, text, marker }: Block, char: number, mark: string): boolean {
  if (matter !== undefined || (kind !== 'paragraph' && kind !== 'list-item')) return false
  if (marker !== undefined && bare(marker) === mark) return true
  if (char > maxMarkChars) return false
  const begin = text.trimStart().replace(/^[[(]/, '')
  return begin.startsWith(mark) && /^[\s\])}.:,\u00a0]/.test(begin.slice(mark.length))
}

/** A number without what stands around it. */
function bare(written: string): string {
  return written.replace(/^[[({]|[\])}.:]+$/g, '').trim()
}
