import type { BlockKind, CharacterCount, Matter } from '@contract/document'
import type { Line } from './line'

/** A block before its lines are joined: what follows on the next page may still belong to it. */
export interface Draft {
  readonly kind: BlockKind
  readonly matter?: Matter
  /** Of a heading or list item, from 1. */
  readonly level?: number
  readonly marker?: string
  /** Characters of the first line that are its mark and no text of the block. */
  readonly markerChars?: number
  readonly lines: readonly Line[]
  /** Of kind 'table': a row's cells, each of them lines. */
  readonly cells?: readonly (readonly Line[])[]
  readonly row?: { readonly table: number; readonly isHeader: boolean }
  /** Said in place of the lines, which may be none: a description, or what the document says they stand for. */
  readonly words?: string
  readonly language?: string
  /** Of a block without lines: its page, from 0. */
  readonly page?: number
  /** Characters of the page that were left out of its lines. */
  readonly outside?: readonly CharacterCount[]
  /** Of its column, in points: whether its last line is full shows whether it goes on. */
  readonly x0: number
  readonly x1: number
  readonly leading: number
}

/** What is known of lines before they are judged. */
export function draftOf(
  kind: BlockKind,
  lines: readonly Line[],
  { x0, x1, leading }: Pick<Draft, 'x0' | 'x1' | 'leading'> = extentOf(lines),
): Draft {
  return { kind, lines, x0, x1, leading }
}

function extentOf(lines: readonly Line[]): Pick<Draft, 'x0' | 'x1' | 'leading'> {
  return {
    x0: lines.reduce((least, { x0 }) => Math.min(least, x0), Infinity),
    x1: lines.reduce((most, { x1 }) => Math.max(most, x1), -Infinity),
    leading: 1.2 * (lines[0]?.size ?? 10),
  }
}
