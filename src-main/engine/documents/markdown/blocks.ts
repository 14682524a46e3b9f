import type { BlockContent, DefinitionContent, List, ListItem, Root, RootContent } from 'mdast'
import type { Block, BlockKind, InlineMark } from '@contract/document'
import { maskControls } from '../mask-controls'
import { findClosingTag } from './html-tags'
import { readHtmlText } from './html-text'
import { assertShallow, readInline } from './inline'

type FlowNode = RootContent | BlockContent | DefinitionContent

/** Where the walk stands: what surrounds the node at hand. */
interface Place {
  readonly depth: number
  /** What a paragraph is here: 'paragraph', 'list-item' or 'quote'. */
  readonly kind: 'paragraph' | 'list-item' | 'quote'
  /** Nesting depth of the list item we are in; 0 outside lists. */
  readonly listLevel: number
}

const maxListLevel = 9
const bullet = '•'

/**
 * Turns a Markdown tree into blocks.
 * @param tree   positions counted from `bodyStartChar` of the source
 * @param source the whole decoded file; a block's `source` is a range of it
 * @throws AppError 'document/corrupt' when nested too deep
 */
export function blocksFromTree(tree: Root, source: string, bodyStartChar: number): Block[] {
  const walk = new BlockWalk(source, bodyStartChar)
  walk.visitAll(tree.children, { depth: 0, kind: 'paragraph', listLevel: 0 })
  return walk.blocks
}

class BlockWalk {
  readonly blocks: Block[] = []
  /** Nodes that begin before this place are the inside of a script or a style sheet with blank lines in it. */
  private hiddenUntilChar = 0

  constructor(
    private readonly source: string,
    private readonly bodyStartChar: number,
  ) {}

  visitAll(nodes: readonly FlowNode[], place: Place): void {
    assertShallow(place.depth)
    for (const node of nodes) if (this.range(node).startChar >= this.hiddenUntilChar) this.visit(node, place)
  }

  private visit(node: FlowNode, place: Place): void {
    switch (node.type) {
      case 'heading':
        return this.addInline(node, { kind: 'heading', level: node.depth })
      case 'paragraph':
        return this.addInline(node, describe(place))
      case 'blockquote':
        return this.visitAll(node.children, { ...place, depth: place.depth + 1, kind: 'quote' })
      case 'list':
        return this.visitList(node, place)
      case 'code':
        return this.add(node, { kind: 'code' }, maskControls(node.value), [])
      case 'html':
        return this.addHtml(node)
      default:
        // Definitions and rules have no text of their own.
        return
    }
  }

  private visitList(list: List, place: Place): void {
    assertShallow(place.depth + 1)
    const inside: Place = { depth: place.depth + 1, kind: 'list-item', listLevel: place.listLevel + 1 }
    list.children.forEach((item: ListItem, index) => {
      const first = this.blocks.length
      this.visitAll(item.children, inside)
      // The marker belongs to the first text of the item itself, not to a list or quote within it.
      const block = this.blocks[first]
      if (item.children[0]?.type === 'paragraph' && block?.kind === 'list-item')
        block.marker = list.ordered ? `${(list.start ?? 1) + index}.` : bullet
    })
  }

  private addInline(
    node: Extract<FlowNode, { type: 'heading' | 'paragraph' }>,
    shape: { kind: BlockKind; level?: number },
  ): void {
    const { text, marks, images } = readInline(node.children)
    this.add(node, shape, text, marks)
    for (const alternative of images) this.add(node, { kind: 'image-alternative' }, alternative, [])
  }

  private addHtml(node: Extract<FlowNode, { type: 'html' }>): void {
    const { pieces, openElement } = readHtmlText(maskControls(node.value))
    for (const piece of pieces) {
      const shape = piece.kind === 'heading' ? { kind: piece.kind, level: piece.level } : { kind: piece.kind }
      this.add(node, shape, maskControls(piece.text), [])
    }
    if (openElement === null) return
    const closing = findClosingTag(this.source, openElement, this.range(node).endChar)
    if (closing !== -1) this.hiddenUntilChar = closing
  }

  private add(
    node: FlowNode,
    shape: { kind: BlockKind; level?: number },
    text: string,
    marks: InlineMark[],
  ): void {
    if (!/\S/.test(text)) return
    const { startChar, endChar } = this.range(node)
    const exact = endChar - startChar === text.length && this.source.startsWith(text, startChar)
    this.blocks.push({ ...shape, text, marks, source: { part: 0, startChar, endChar, exact } })
  }

  private range(node: FlowNode): { startChar: number; endChar: number } {
    return {
      startChar: this.bodyStartChar + (node.position?.start.offset ?? 0),
      endChar: this.bodyStartChar + (node.position?.end.offset ?? 0),
    }
  }
}

function describe({ kind, listLevel }: Place): { kind: BlockKind; level?: number } {
  return kind === 'list-item' ? { kind, level: Math.min(listLevel, maxListLevel) } : { kind }
}
