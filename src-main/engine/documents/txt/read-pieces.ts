import { appendPiece, emptyPiece, type DocumentPiece, type DocumentWarning } from '@contract/document'
import { contentsOfHeadings } from '../contents'
import { countOutside } from '../outside'
import { findGutenbergFrame, type GutenbergFrame } from './gutenberg-frame'
import { learnHabits, type TextHabits } from './habits'
import { TextStructure } from './structure'
import { windowsOf, type TextWindow } from './windows'

/** What is known of a text before it is read. */
export interface TextPlan {
  readonly habits: TextHabits
  /** What Project Gutenberg put around it; null where it did not. */
  readonly frame: GutenbergFrame | null
}

/** Looks over a text before it is read. */
export function planText(source: string): TextPlan {
  const frame = findGutenbergFrame(source)
  return { frame, habits: learnHabits(source, frame?.bodyStartChar ?? 0) }
}

/**
 * Reads a decoded text piece by piece. Windows without a block (a million blank lines) come with the next one that has
 * some; a text without any gives no piece.
 * @param warnings about the whole text; they come with the first piece
 * @throws the signal's reason when cancelled
 */
export function* readPieces(
  source: string,
  plan: TextPlan,
  warnings: readonly DocumentWarning[] = [],
  signal?: AbortSignal,
): Generator<DocumentPiece, void> {
  const structure = new TextStructure(plan.habits, plan.frame !== null)
  let blocksBefore = 0
  let piece: DocumentPiece = {
    ...emptyPiece(),
    parts: [{ kind: 'file', label: '' }],
    warnings: [...warnings],
  }
  for (const { window, isLicence } of windowsByFrame(source, plan)) {
    signal?.throwIfAborted()
    const blocks = isLicence ? structure.readLicence(window) : structure.read(window)
    appendPiece(piece, {
      ...emptyPiece(),
      blocks,
      contents: contentsOfHeadings(blocks, blocksBefore),
      outside: countOutside(window.source, blocks, window.startChar),
    })
    if (blocks.length === 0) continue
    blocksBefore += blocks.length
    yield piece
    piece = emptyPiece()
  }
  if (blocksBefore > 0 && piece.outside.length > 0) yield piece
}

function* windowsByFrame(
  source: string,
  { habits, frame }: TextPlan,
): Generator<{ window: TextWindow; isLicence: boolean }> {
  const namingEnd = frame?.namingEndChar ?? 0
  const bodyStart = frame?.bodyStartChar ?? 0
  const bodyEnd = frame?.bodyEndChar ?? source.length
  const ranges = [
    { startChar: 0, endChar: namingEnd, isLicence: false },
    { startChar: namingEnd, endChar: bodyStart, isLicence: true },
    { startChar: bodyStart, endChar: bodyEnd, isLicence: false },
    { startChar: bodyEnd, endChar: source.length, isLicence: true },
  ]
  for (const { isLicence, ...range } of ranges)
    for (const window of windowsOf(source, range, habits.isDoubleSpaced)) yield { window, isLicence }
}
