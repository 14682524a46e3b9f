import { recordingMarkKinds, type Block, type InlineMark } from '@contract/document'
import {
  readingSubjects,
  subjectOf,
  subjectOfMark,
  voicedSubjectOfMark,
  type ReadingSubject,
} from '@contract/reading-rules'

/** A place where a subject is met, and how it begins there. */
export interface SubjectSample {
  readonly block: number
  readonly startChar: number
  readonly text: string
}

/** How often a document holds what a rule decides on: blocks and stretches, and a table once. */
export interface SubjectCount {
  readonly subject: ReadingSubject
  readonly count: number
  /** The first few. */
  readonly samples: readonly SubjectSample[]
}

const maxSamples = 5
const maxSampleChars = 120

/** Counts what the reading rules decide on, as a document grows. */
export class SubjectCounts {
  readonly #found = new Map<ReadingSubject, { count: number; samples: SubjectSample[] }>()
  /** Number and subject of the table whose row was met last. */
  #table = ''

  /** @param from number of the first of them in the document */
  add(blocks: readonly Block[], from: number): void {
    for (const [index, block] of blocks.entries()) this.#addBlock(block, from + index)
  }

  /** In the order of `readingSubjects`; those that were never met are left out. A fresh list every time. */
  list(): SubjectCount[] {
    return readingSubjects.flatMap((subject) => {
      const found = this.#found.get(subject)
      return found ? [{ subject, count: found.count, samples: [...found.samples] }] : []
    })
  }

  #addBlock(block: Block, index: number): void {
    const subject = subjectOf(block)
    const table = block.row ? `${block.row.table} ${subject}` : ''
    const isSameTable = table !== '' && table === this.#table
    // What stands between two of its rows, as the picture of a cell does, does not part a table.
    if (table !== '') this.#table = table
    if (subject !== null && !isSameTable) this.#note(subject, index, block.text, 0, block.text.length)
    for (const mark of countedMarks(block)) {
      const ofMark = subjectOfMark(mark)
      if (ofMark !== null && mark.startChar < mark.endChar)
        this.#note(ofMark, index, block.text, mark.startChar, mark.endChar)
    }
  }

  #note(subject: ReadingSubject, block: number, text: string, startChar: number, endChar: number): void {
    const found = this.#found.get(subject) ?? { count: 0, samples: [] }
    this.#found.set(subject, found)
    found.count += 1
    if (found.samples.length === maxSamples) return
    const end = Math.min(endChar, startChar + maxSampleChars)
    found.samples.push({ block, startChar, text: text.slice(startChar, end).trim() })
  }
}

/** The marks of a block, less those of what is counted under another rule. */
function countedMarks(block: Block): InlineMark[] {
  const isOfRecording = ({ kind }: InlineMark): boolean =>
    recordingMarkKinds.some((recording) => recording === kind)
  const others = block.marks.filter((mark) => !isOfRecording(mark))
  if (others.length === block.marks.length) return others
  // What a recording leaves out by the rule of another subject, as most do, counts as that.
  if (block.kind === 'page-number' || block.kind === 'furniture') return others
  const ruled = inOrder(others.filter((mark) => voicedSubjectOfMark(mark) !== null))
  let next = 0
  let coveredUntil = 0
  const counted = inOrder(block.marks.filter(isOfRecording)).filter(({ startChar, endChar }) => {
    for (; (ruled[next]?.startChar ?? Infinity) <= startChar; next++)
      coveredUntil = Math.max(coveredUntil, ruled[next]?.endChar ?? 0)
    return endChar > coveredUntil
  })
  return [...others, ...counted]
}

function inOrder(marks: readonly InlineMark[]): InlineMark[] {
  return [...marks].sort((a, b) => a.startChar - b.startChar)
}
