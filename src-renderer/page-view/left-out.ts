import type { Block } from '@contract/document'
import { boxesOf, type PageBox, type PlacedStretch } from '@contract/page-places'
import {
  actionFor,
  subjectOf,
  subjectOfMark,
  type ReadingRules,
  type ReadingSubject,
} from '@contract/reading-rules'
import { frameLines } from './box-frames'
import { joinsOf } from './line-joins'

/** Something on a page that the rules keep from being read. */
export interface LeftOutPart {
  readonly subject: ReadingSubject
  /** How it begins. */
  readonly text: string
  /** Where it stands; without any where no page shows it. */
  readonly frames: readonly PageBox[]
}

/** What became of a page on its way to the text. */
export interface PageRemains {
  readonly parts: readonly LeftOutPart[]
  /** Around all of them: one around what stands together and is left out for one reason. */
  readonly frames: readonly PageBox[]
  /** Lines that go on in the same paragraph as the ones before them. */
  readonly joinedLines: number
  /** Hyphens at lines' ends that are no part of a word. */
  readonly undoneHyphens: number
}

/** A page with more is a page of such parts alone: the first are shown. */
const maxParts = 400
const maxSampleChars = 120

/** Looks through the blocks of one page. */
export async function remainsOf(
  page: number,
  numbers: readonly number[],
  blocks: readonly Block[],
  rules: ReadingRules,
  placesOf: (block: number) => Promise<readonly PlacedStretch[]>,
): Promise<PageRemains> {
  const parts: LeftOutPart[] = []
  let [joinedLines, undoneHyphens] = [0, 0]
  let table = ''
  for (const number of numbers) {
    const block = blocks[number]
    const stretches = (await placesOf(number)).filter((stretch) => stretch.page === page)
    // What stands on no page, such as a picture's description, belongs to the page that it was found on.
    if (stretches.length === 0 && block.source.part !== page) continue
    const joins = joinsOf(block, stretches)
    joinedLines += joins.lines
    undoneHyphens += joins.hyphens
    const subject = subjectOf(block)
    const isLeftOut = actionFor(subject, rules) === 'skip'
    const ownTable = isLeftOut && block.row ? `${block.row.table} ${subject}` : ''
    if (parts.length >= maxParts) continue
    if (subject !== null && isLeftOut) {
      const frames = frameLines(boxesOf(stretches, { startChar: 0, endChar: block.text.length }))
      const text = sampleOf(block.text)
      const last = parts.at(-1)
      // A table is one thing, however many rows it has.
      if (ownTable !== '' && ownTable === table && last)
        parts[parts.length - 1] = { ...last, frames: frameLines([...last.frames, ...frames]) }
      else parts.push({ subject, text, frames })
    } else for (const part of markedParts(block, stretches, rules)) parts.push(part)
    table = ownTable
  }
  return { parts, frames: framesOf(parts), joinedLines, undoneHyphens }
}

function framesOf(parts: readonly LeftOutPart[]): PageBox[] {
  const bySubject = new Map<ReadingSubject, PageBox[]>()
  for (const { subject, frames } of parts) {
    const known = bySubject.get(subject) ?? []
    bySubject.set(subject, known)
    for (const frame of frames) known.push(frame)
  }
  return [...bySubject.values()].flatMap((boxes) => frameLines(boxes))
}

function markedParts(
  { text, marks }: Block,
  stretches: readonly PlacedStretch[],
  rules: ReadingRules,
): LeftOutPart[] {
  return marks.flatMap((mark) => {
    const subject = subjectOfMark(mark)
    if (subject === null || actionFor(subject, rules) !== 'skip') return []
    const frames = boxesOf(stretches, mark)
    return frames.length === 0
      ? []
      : [{ subject, text: sampleOf(text.slice(mark.startChar, mark.endChar)), frames }]
  })
}

function sampleOf(text: string): string {
  return text.slice(0, maxSampleChars).trim()
}
