import type { BlockKind, InlineMark, Matter } from '@contract/document'
import type { LineRun } from './lines'

/** A block to be: a range of a window's text, and what it is. */
export interface Draft {
  readonly kind: BlockKind
  readonly level?: number
  readonly matter?: Matter
  readonly marker?: string
  /** As ranges of the window's text. */
  readonly marks?: readonly InlineMark[]
  readonly startChar: number
  readonly endChar: number
}

/** A draft of all of some lines. */
export function draftOf(kind: BlockKind, run: LineRun, more: Partial<Draft> = {}): Draft {
  return { kind, ...more, startChar: run[0].startChar, endChar: run[run.length - 1].endChar }
}

/** Cuts lines before every one that begins something, and makes a paragraph of each part. */
export function splitBefore(run: LineRun, isFirst: (index: number) => boolean): LineRun[] {
  const parts: LineRun[] = []
  let start = 0
  for (let index = 1; index <= run.length; index += 1) {
    if (index < run.length && !isFirst(index)) continue
    parts.push(run.slice(start, index))
    start = index
  }
  return parts
}
