import type { Block, BlockKind } from '@contract/document'
import { subjectOf } from '@contract/reading-rules'
import { chapterNumber } from '../library/chapter-number'
import type { BlockPiece } from './block-pieces'
import { appendText } from './inline-elements'
import { buildFigure } from './picture-elements'
import { ownDirection } from './text-direction'

const elementOf: Record<BlockKind, string> = {
  heading: 'h2',
  paragraph: 'p',
  'list-item': 'p',
  quote: 'blockquote',
  verse: 'p',
  code: 'pre',
  table: 'p',
  caption: 'p',
  footnote: 'p',
  'image-alternative': 'p',
  'wordless-picture': 'p',
  formula: 'p',
  'page-number': 'p',
  furniture: 'p',
}

/** Deeper than this nothing moves in any further. */
const deepestLevel = 6

/**
 * Builds the element of a piece that is no row of a table: its text nodes, joined, are the piece's text. Markers come
 * from the style sheet.
 */
export function buildBlock(blocks: readonly Block[], block: Block, piece: BlockPiece): HTMLElement {
  const level = Math.min(deepestLevel, block.level ?? 1)
  const isFirstPiece = piece.startChar === 0
  const image = isFirstPiece ? block.image : undefined
  const name = block.kind === 'heading' ? `h${level}` : image ? 'figure' : elementOf[block.kind]
  const element = document.createElement(name)
  element.className = block.kind
  const direction = ownDirection(block.text)
  if (direction !== null) element.dir = direction
  if (block.language !== undefined) element.lang = block.language
  const previous = blocks[piece.block - 1]
  if (!isFirstPiece || !previous || previous.kind !== 'paragraph') element.classList.add('flush')
  if (piece.block === 0) element.classList.add('first')
  if (block.kind === 'list-item') element.dataset.level = String(level)
  const marker = block.kind === 'list-item' ? (block.marker ?? '•') : block.marker
  if (isFirstPiece && marker !== undefined) element.dataset.marker = marker
  const subject = subjectOf(block)
  if (subject !== null) element.dataset.subject = subject
  if (!isFirstPiece) element.dataset.isRest = ''
  // A recording keeps the words of a document, and no pictures.
  if (block.kind === 'wordless-picture') element.hidden = !image
  const parent = image ? buildFigure(element, block, image) : element
  const numberChars = name === 'h1' && isFirstPiece ? (chapterNumber(block.text)?.chars ?? 0) : 0
  if (numberChars > 0) {
    const number = document.createElement('span')
    number.className = 'chapter-number'
    appendText(number, block, 0, numberChars)
    parent.append(number)
  }
  appendText(parent, block, piece.startChar + numberChars, piece.endChar)
  return element
}
