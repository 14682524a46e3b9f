import type { Block, InlineMark } from '@contract/document'
import { matchesOf } from '../text/matches'

/** Addresses as people write them into a text: with a scheme, or with the "www." that stands for one. */
const address = /(?<![\p{L}\p{N}@])(?:(?:https?|ftp):\/\/|www\.)[^\s<>"“”]+/giu
/** What belongs to the sentence and not to the address that ends it. */
const sentenceEnd = /[.,;:!?’'…*_]+$/
const pairs: Readonly<Record<string, string | undefined>> = {
  '(': ')',
  '[': ']',
  '（': '）',
  '【': '】',
  '［': '］',
}
const closers: ReadonlySet<string> = new Set(Object.values(pairs).filter((closer) => closer !== undefined))
const addressPairs = [
  ['(', ')'],
  ['[', ']'],
] as const
const brackets = /[()[\]（）【】［］]/g
/** More than this is a text in brackets rather than a remark. */
const maxBracketChars = 1_000

/**
 * Marks the addresses and the brackets in a block's text, whatever format it came from, so that rules can say what is
 * read. In code nothing is marked.
 */
export function markRuled(block: Block): void {
  if (block.kind === 'code') return
  const { text, marks } = block
  if (text.includes('://') || /www\./i.test(text)) marks.push(...addressesIn(text))
  if (/[([（【［]/.test(text)) marks.push(...bracketsIn(text, marks))
}

function addressesIn(text: string): InlineMark[] {
  return matchesOf(address, text).map(({ index, 0: found }) => ({
    kind: 'url',
    startChar: index,
    endChar: index + lengthOf(found),
  }))
}

/** A closing bracket is part of an address only where that holds the opening one. */
function lengthOf(found: string): number {
  let { length } = found.replace(sentenceEnd, '')
  for (const [open, close] of addressPairs) {
    let surplus = countOf(found, close) - countOf(found, open)
    while (surplus > 0 && found[length - 1] === close) {
      length--
      surplus--
    }
  }
  return length
}

function countOf(text: string, character: string): number {
  let count = 0
  for (const other of text) if (other === character) count++
  return count
}

/** The outermost pairs; what a format has marked as a note's number is none. */
function bracketsIn(text: string, marks: readonly InlineMark[]): InlineMark[] {
  const found: InlineMark[] = []
  let open: { readonly at: number; readonly closer: string; depth: number } | null = null
  for (const { index, 0: bracket } of matchesOf(brackets, text)) {
    if (open && index - open.at > maxBracketChars) open = null
    const closer = pairs[bracket]
    if (!open) {
      if (closer !== undefined) open = { at: index, closer, depth: 1 }
    } else if (closer === open.closer) open.depth++
    else if (closers.has(bracket) && bracket === open.closer && --open.depth === 0) {
      found.push({ kind: 'bracket', startChar: open.at, endChar: index + 1 })
      open = null
    }
  }
  const notes = marks
    .filter(({ kind }) => kind === 'note-reference' || kind === 'phonemes')
    .sort((a, b) => a.startChar - b.startChar)
  let next = 0
  return found.filter(({ startChar, endChar }) => {
    while (next < notes.length && notes[next].endChar <= startChar) next++
    return next === notes.length || notes[next].startChar >= endChar
  })
}
