import type { Block, TextPosition } from '@contract/document'
import type { TextChange } from '@contract/text-change'
import type { EditHistory, EditKind } from './edit-history'
import type { EditorDom } from './editor-dom'
import { breakLine, plainBlock, replaceText, type TextEdit, type TextStretch } from './text-edit'

/** What the input needs around it. */
export interface TextInputSurroundings {
  readonly dom: EditorDom
  readonly root: HTMLElement
  readonly history: EditHistory
  blocks(): readonly Block[]
  /** Makes a change to the text. @returns the blocks before it */
  make(change: TextChange): readonly Block[]
  /** Milliseconds. */
  now(): number
}

/** Kinds of blocks in which a line ends without the block ending. */
const linedKinds: ReadonlySet<Block['kind']> = new Set<Block['kind']>(['code', 'verse'])

/**
 * Turns what is typed, pasted and taken out into edits of the text. Nothing is left to the browser but compositions,
 * which only it can draw: what came of one is read back when it has ended.
 */
export class TextInput {
  #isComposing = false

  constructor(private readonly surroundings: TextInputSurroundings) {}

  /** What is selected; null while the caret is elsewhere. */
  held(): TextStretch | null {
    const selection = getSelection()
    if (!selection || selection.rangeCount === 0) return null
    const range = selection.getRangeAt(0)
    return this.surroundings.root.contains(range.startContainer)
      ? this.surroundings.dom.stretchOf(range)
      : null
  }

  placeCaret(position: TextPosition): void {
    const place = this.surroundings.dom.caretAt(position)
    if (place) getSelection()?.collapse(place.node, place.offset)
  }

  beforeInput(event: InputEvent): void {
    const { inputType } = event
    if (inputType === 'insertCompositionText' || inputType === 'deleteCompositionText') {
      this.#isComposing = true
      return
    }
    event.preventDefault()
    const range = event.getTargetRanges()[0]
    const stretch = (range && this.surroundings.dom.stretchOf(range)) ?? this.held()
    if (!stretch) return
    if (inputType === 'historyUndo') this.#undo()
    else if (inputType === 'historyRedo') this.#redo()
    else if (inputType === 'insertParagraph' || inputType === 'insertLineBreak') this.#breakLine(stretch)
    else if (inputType.startsWith('delete')) this.#remove(stretch, inputType)
    else if (inputType.startsWith('insert')) {
      const text = event.data ?? event.dataTransfer?.getData('text/plain') ?? ''
      this.#insert(stretch, text, inputType === 'insertText' ? 'typing' : 'other')
    }
  }

  /** Something was done that was not asked about. */
  afterInput(event: Event): void {
    if (this.#isComposing || (event instanceof InputEvent && event.isComposing)) return
    this.#readBack()
  }

  compositionEnd(): void {
    this.#isComposing = false
    this.#readBack()
  }

  /** The browser keeps no history of what it did not do itself. */
  keyDown(event: KeyboardEvent): void {
    const isMod = (event.ctrlKey || event.metaKey) && !event.altKey && !event.isComposing
    const letter = letterOf(event)
    if (!isMod || (letter !== 'z' && letter !== 'y')) return
    event.preventDefault()
    if (letter === 'y' || event.shiftKey) this.#redo()
    else this.#undo()
  }

  #insert(stretch: TextStretch, text: string, kind: EditKind): void {
    const block = this.surroundings.blocks()[stretch.from.block]
    const isLined = block !== undefined && linedKinds.has(block.kind)
    const lines = isLined ? [text.replace(/\r\n?/g, '\n')] : linesOf(text)
    this.#make(replaceText(this.surroundings.blocks(), stretch, lines), kind)
  }

  #breakLine(stretch: TextStretch): void {
    const blocks = this.surroundings.blocks()
    const { from, until } = stretch
    const block = blocks[from.block]
    if (!block || !linedKinds.has(block.kind) || from.block !== until.block)
      return this.#make(breakLine(blocks, stretch), 'other')
    // A line that is left empty ends what is made of lines.
    const isLeft = from.char === block.text.length && block.text.endsWith('\n')
    const end = isLeft ? { from: { ...from, char: from.char - 1 }, until } : stretch
    if (!isLeft) return this.#make(replaceText(blocks, end, ['\n']), 'other')
    this.#make(replaceText(blocks, end, ['', '']), 'other')
    const { block: next } = this.held()?.from ?? from
    this.#make(plainBlock(this.surroundings.blocks(), next), 'other')
  }

  #remove(stretch: TextStretch, inputType: string): void {
    const blocks = this.surroundings.blocks()
    const held = this.held()
    const at = held?.from
    const isAtStart = at?.char === 0 && held?.until.block === at.block && held.until.char === 0
    const kind = at && blocks[at.block]?.kind
    if (inputType === 'deleteContentBackward' && at && isAtStart && kind !== 'paragraph')
      return this.#make(plainBlock(blocks, at.block), 'other')
    const { from, until } = stretch
    if (from.block === until.block && from.char === until.char) return
    const isLetter = from.block === until.block && inputType.startsWith('deleteContent')
    this.#make(replaceText(blocks, stretch, ['']), isLetter ? 'typing' : 'other')
  }

  #readBack(): void {
    const edit = this.surroundings.dom.readBack()
    // The caret goes behind what came; where the browser has it counts in a text that is not made yet.
    if (edit) this.#make(edit, 'typing')
  }

  #undo(): void {
    this.surroundings.history.undo((change, caret) => this.#take(change, caret))
  }

  #redo(): void {
    this.surroundings.history.redo((change, caret) => this.#take(change, caret))
  }

  #take(change: TextChange, caret: TextStretch): { before: readonly Block[]; held: TextStretch } {
    const held = this.held() ?? caret
    const before = this.#apply(change)
    this.#select(caret)
    return { before, held }
  }

  #make(edit: TextEdit, kind: EditKind): void {
    const { history, blocks, now } = this.surroundings
    const held = this.held() ?? { from: edit.caret, until: edit.caret }
    history.note(edit, [...blocks()], held, kind, now())
    this.#apply(edit.change)
    this.#select({ from: edit.caret, until: edit.caret })
    this.#reveal()
  }

  #apply(change: TextChange): readonly Block[] {
    const { dom, make } = this.surroundings
    const before = make(change)
    dom.splice(change.fromBlock, change.removedBlocks, change.blocks.length)
    return before
  }

  #select({ from, until }: TextStretch): void {
    const start = this.surroundings.dom.caretAt(from)
    const end = this.surroundings.dom.caretAt(until)
    if (start && end) getSelection()?.setBaseAndExtent(start.node, start.offset, end.node, end.offset)
  }

  /** The browser brings the caret into sight only where it moved it itself. */
  #reveal(): void {
    const { focusNode } = getSelection() ?? {}
    const element = focusNode instanceof Element ? focusNode : focusNode?.parentElement
    element?.scrollIntoView({ block: 'nearest' })
  }
}

/** The letter that a key types; where its layout has no Latin letters, the one that stands there on others. */
function letterOf({ key, code }: KeyboardEvent): string {
  return /^\p{Script=Latin}$/u.test(key) ? key.toLowerCase() : code.replace(/^Key/, '').toLowerCase()
}

/** Paragraphs of a text that comes from elsewhere: lines between which there is nothing are one paragraph's end. */
export function linesOf(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .split('\n')
}
