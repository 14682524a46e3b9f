import type { Block, TextPosition } from '@contract/document'
import type { TextChange } from '@contract/text-change'
import {
  blockAfter,
  editedBlock,
  isWritable,
  joinedBlocks,
  newParagraph,
  nextMarker,
  partOf,
} from './edited-block'

/** What an edit does to the text, and where the caret stands then. */
export interface TextEdit {
  readonly change: TextChange
  readonly caret: TextPosition
}

/** A stretch of a text, which may go over several blocks; `from` stands before `until`. */
export interface TextStretch {
  readonly from: TextPosition
  readonly until: TextPosition
}

/**
 * Puts lines in place of a stretch: the first goes on with what stands before it, the last is gone on with, and between
 * them are paragraphs of their own.
 * @param lines at least one
 */
export function replaceText(
  blocks: readonly Block[],
  { from, until }: TextStretch,
  lines: readonly string[],
): TextEdit {
  const first = blocks[from.block] ?? newParagraph()
  const last = blocks[until.block] ?? first
  const opening = lines[0] ?? ''
  // Inside one block a mark goes on over what is written in it.
  if (from.block === until.block && lines.length <= 1 && isWritable(first)) {
    const block = editedBlock(first, from.char, until.char, opening)
    return edit(blocks, { from, until }, [block], { block: from.block, char: from.char + opening.length })
  }
  const head = isWritable(first) ? partOf(first, 0, from.char) : null
  const tail = isWritable(last) ? partOf(last, until.char, last.text.length) : null
  if (lines.length <= 1) {
    const written = editedBlock(head ?? newParagraph(), from.char, from.char, head ? opening : '')
    const block = tail ? joinedBlocks(head ? written : newParagraph(opening), tail) : written
    return edit(blocks, { from, until }, [block], {
      block: from.block,
      char: (head ? from.char : 0) + opening.length,
    })
  }
  const closing = lines.at(-1) ?? ''
  const start = editedBlock(head ?? newParagraph(), head?.text.length ?? 0, head?.text.length ?? 0, opening)
  const between = lines.slice(1, -1).map((line) => newParagraph(line))
  const isEmpty = (tail?.text ?? '') === '' && closing === ''
  const shape = from.block === until.block || !tail ? blockAfter(first, isEmpty) : { ...tail }
  const end = joinedBlocks(
    { ...newParagraph(closing), ...shape, text: closing, marks: [] },
    tail ?? newParagraph(),
  )
  const put = [start, ...between, end]
  const renumbered = renumberedAfter(blocks, until.block, end)
  return edit(
    blocks,
    { from, until: renumbered.length > 0 ? endOf(blocks, until.block + renumbered.length) : until },
    [...put, ...renumbered],
    { block: from.block + put.length - 1, char: closing.length },
    renumbered.length > 0 ? blocks.slice(until.block + 1, until.block + 1 + renumbered.length) : [],
  )
}

/** Begins a new line at a place; in an empty item of a list, ends the list. */
export function breakLine(blocks: readonly Block[], stretch: TextStretch): TextEdit {
  const { from, until } = stretch
  const block = blocks[from.block]
  const isBare = block?.text === '' && from.block === until.block
  if (isBare && block.kind !== 'paragraph') return plainBlock(blocks, from.block)
  return replaceText(blocks, stretch, ['', ''])
}

/** Makes a block a plain paragraph. */
export function plainBlock(blocks: readonly Block[], block: number): TextEdit {
  const { text = '', marks = [] } = blocks[block] ?? {}
  const at = { block, char: 0 }
  return edit(blocks, { from: at, until: at }, [{ ...newParagraph(text), marks }], at)
}

/** The items that follow one with a number, numbered on; none where the list ends. */
function renumberedAfter(blocks: readonly Block[], block: number, last: Block): Block[] {
  const renumbered: Block[] = []
  let marker = last.kind === 'list-item' ? last.marker : undefined
  for (let next = block + 1; marker !== undefined && next < blocks.length; next++) {
    const item = blocks[next]
    const isNext = item?.kind === 'list-item' && item.level === last.level && item.marker === marker
    if (!isNext || nextMarker(marker) === marker) break
    marker = nextMarker(marker)
    renumbered.push({ ...item, marker })
  }
  return renumbered
}

function endOf(blocks: readonly Block[], block: number): TextPosition {
  return { block, char: blocks[block]?.text.length ?? 0 }
}

/** @param alike blocks at the end of the stretch whose text stays what it is */
function edit(
  blocks: readonly Block[],
  { from, until }: TextStretch,
  put: readonly Block[],
  caret: TextPosition,
  alike: readonly Block[] = [],
): TextEdit {
  const old = blocks.slice(from.block, until.block + 1).map(({ text }) => text)
  const before = joined(old)
  const after = joined(put.map(({ text }) => text))
  const behind = joined(put.slice(caret.block - from.block).map(({ text }) => text)).length - caret.char
  // Of what stands behind the caret as before, all is kept; what is the same before it is kept as well.
  const most = Math.min(before.length, after.length)
  let keptEndChars = 0
  while (
    keptEndChars < Math.min(most, alike.length > 0 ? most : behind) &&
    before.at(-1 - keptEndChars) === after.at(-1 - keptEndChars)
  )
    keptEndChars++
  let keptStartChars = 0
  while (keptStartChars < most - keptEndChars && before[keptStartChars] === after[keptStartChars])
    keptStartChars++
  return {
    change: {
      fromBlock: from.block,
      removedBlocks: old.length,
      blocks: [...put],
      keptStartChars,
      keptEndChars,
    },
    caret,
  }
}

function joined(texts: readonly string[]): string {
  return texts.join('\n')
}
