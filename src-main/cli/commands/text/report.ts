import type { Block, ContentsEntry, ReadableDocument } from '@contract/document'
import { actionFor, subjectOf, type ReadingRules, type ReadingSubject } from '@contract/reading-rules'
import { readBlock } from '../../../engine'
import { warningSentence } from './warnings'

/** What `text --json` prints. */
export interface TextReport {
  readonly title: string
  readonly authors: readonly string[]
  /** A BCP 47 tag. */
  readonly language: string | null
  readonly format: string
  readonly encoding: ReadableDocument['encoding'] | null
  readonly contents: readonly ContentsEntry[]
  readonly blocks: readonly ReportedBlock[]
  /** How many blocks, and stretches of others, each rule keeps from being read. */
  readonly skipped: Readonly<Partial<Record<ReadingSubject, number>>>
  readonly warnings: readonly { code: string; count?: number; message: string }[]
}

/** One block in reading order. */
export interface ReportedBlock {
  readonly kind: Block['kind']
  /** As it is read; of a block that is skipped, all of it. */
  readonly text: string
  /** The rule that keeps all of it from being read; null: it is read. */
  readonly skipped: ReadingSubject | null
  readonly matter?: Block['matter']
  readonly level?: number
  readonly marker?: string
  readonly language?: string
  /** The page or file it is from, where that has a name. */
  readonly part?: string
  readonly row?: {
    readonly table: number
    readonly isHeader: boolean
    readonly cells: readonly { text: string; header?: string }[]
  }
  /** Stretches that were taken out of `text`, each with its rule. */
  readonly leftOut?: readonly { rule: ReadingSubject; text: string }[]
}

/** Says of every block of a document what is read of it. */
export function reportText(document: ReadableDocument, rules: ReadingRules = {}): TextReport {
  const skipped: Partial<Record<ReadingSubject, number>> = {}
  const count = (rule: ReadingSubject): void => void (skipped[rule] = (skipped[rule] ?? 0) + 1)
  const blocks = document.blocks.map((block) => {
    const reported = reportBlock(block, rules, document.parts[block.source.part]?.label)
    if (reported.skipped !== null) count(reported.skipped)
    else reported.leftOut?.forEach(({ rule }) => count(rule))
    return reported
  })
  return {
    title: document.title,
    authors: document.authors,
    language: document.language ?? null,
    format: document.format,
    encoding: document.encoding ?? null,
    contents: document.contents,
    blocks,
    skipped,
    warnings: document.warnings.map((warning) => ({ ...warning, message: warningSentence(warning) })),
  }
}

function reportBlock(block: Block, rules: ReadingRules, part: string | undefined): ReportedBlock {
  const { kind, matter, level, marker, language, row } = block
  const subject = subjectOf(block)
  const reading = readBlock(block, { rules, previous: undefined, language: null })
  // What is said in place of something counts as what it stands for; what is said before it stands for nothing.
  const read = reading.scripts.map(({ pieces }) =>
    pieces
      .map(({ kind: how, from }) => (how === 'lead' ? '' : block.text.slice(from.startChar, from.endChar)))
      .join(''),
  )
  const kept = read.join(row === undefined ? '' : '\t')
  const leftOut = reading.leftOut.map(({ subject: rule, startChar, endChar }) => ({
    rule,
    text: block.text.slice(startChar, endChar),
  }))
  const text = leftOut.length > 0 && row === undefined ? kept.trim() : kept
  // Nothing but a number in the margin, say: the rule that takes it out skips the block.
  const wholly = text === '' && leftOut.length > 0 ? leftOut[0].rule : null
  const skipped = actionFor(subject, rules) === 'read' ? wholly : subject
  return {
    kind,
    text: skipped === null ? text : block.text,
    skipped,
    ...(matter === undefined ? {} : { matter }),
    ...(level === undefined ? {} : { level }),
    ...(marker === undefined ? {} : { marker }),
    ...(language === undefined ? {} : { language }),
    ...(part === undefined || part === '' ? {} : { part }),
    ...(row === undefined ? {} : { row: reportRow(block.text, row) }),
    ...(skipped !== null || leftOut.length === 0 ? {} : { leftOut }),
  }
}

function reportRow(
  text: string,
  { table, isHeader, cells }: NonNullable<Block['row']>,
): ReportedBlock['row'] {
  return {
    table,
    isHeader,
    cells: cells.map(({ startChar, endChar, header }) => ({
      text: text.slice(startChar, endChar),
      ...(header === undefined ? {} : { header }),
    })),
  }
}
