import { recordingMarkKinds, type Block } from '@contract/document'
import { pauseKind, pauseMilliseconds } from '@contract/pauses'
import {
  actionFor,
  subjectOf,
  subjectOfMark,
  voicedSubjectOfMark,
  type ReadingRules,
} from '@contract/reading-rules'
import type { PauseSettings } from '@contract/settings'
import type { NarratedSentence } from './narrated-text'

const recordingMarks: ReadonlySet<string> = new Set(recordingMarkKinds)

/** What of a block a voice reads because the recording leaves it out and no rule does, in order. */
export function unrecordedStretches(block: Block, number: number, rules: ReadingRules): NarratedSentence[] {
  const missing = block.marks.filter(
    (mark) => recordingMarks.has(mark.kind) && actionFor(subjectOfMark(mark), rules) === 'read',
  )
  if (missing.length === 0 || actionFor(subjectOf(block), rules) === 'skip') return []
  const skipped = inOrder(
    block.marks.filter((mark) => actionFor(voicedSubjectOfMark(mark), rules) === 'skip'),
  )
  let next = 0
  let skippedUntil = 0
  return inOrder(missing).flatMap(({ startChar, endChar }) => {
    for (; (skipped.at(next)?.startChar ?? Infinity) <= startChar; next++)
      skippedUntil = Math.max(skippedUntil, skipped[next].endChar)
    if (endChar <= skippedUntil) return []
    return [{ block: number, startChar, endChar, pieces: [], words: [], isVoiced: true }]
  })
}

/**
 * The stretches that follow one another without anything recorded between them, from one of them on: what a voice reads
 * in one breath.
 */
export function passageFrom(
  sentences: readonly NarratedSentence[],
  first: number,
  blocks: readonly Block[],
): NarratedSentence[] {
  const passage = [sentences[first]]
  for (let at = first + 1; at < sentences.length; at++) {
    if (!isOnePassage(sentences[at - 1], sentences[at], blocks)) break
    passage.push(sentences[at])
  }
  return passage
}

/** Whether of two sentences one behind the other a voice reads both in one breath. */
export function isOnePassage(
  last: NarratedSentence,
  next: NarratedSentence,
  blocks: readonly Block[],
): boolean {
  // In one block something recorded stands between two of them.
  if (!last.isVoiced || !next.isVoiced || next.block <= last.block) return false
  const textAfter = blocks[last.block]?.text.slice(last.endChar) ?? ''
  const textBefore = blocks[next.block]?.text.slice(0, next.startChar) ?? ''
  return !/[\p{L}\p{N}]/u.test(textAfter + textBefore)
}

/** The silence where the recording ends and a voice begins, or the other way round, in seconds at speed 1. */
export function pauseBetween(
  before: number,
  after: number,
  blocks: readonly Block[],
  pauses: PauseSettings,
): number {
  return pauseMilliseconds(pauseKind(before, after, blocks), pauses) / 1_000
}

function inOrder<Range extends { startChar: number }>(ranges: readonly Range[]): Range[] {
  return [...ranges].sort((a, b) => a.startChar - b.startChar)
}
