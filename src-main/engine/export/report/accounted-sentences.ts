import type { ExportJob } from '@contract/export-job'
import type { SentenceState } from '@contract/export-report'
import type { SpokenDocument } from '../../streaming/spoken-document'
import type { TextRange } from '../../text/sentences'
import { readJournal } from '../journal'
import { progressRecordSchema } from '../progress-record'

/** A sentence of a chapter, or a stretch of text that no sentence covers, and what became of it. */
export interface AccountedSentence extends TextRange {
  readonly chapter: number
  readonly block: number
  readonly state: SentenceState
  /** In which recordings of the job it is heard, and where; samples count from their beginnings. */
  readonly heard: readonly {
    readonly recording: number
    readonly startSample: number
    readonly endSample: number
  }[]
}

/** What is known of how a text is read. */
export type ReadText = Pick<SpokenDocument, 'blocks' | 'readingOf'>

const lettersOrDigits = /[\p{L}\p{N}]/u

/**
 * Everything that is to be read of a job's chapters, in order, with what its journal says of it. What has letters or digits,
 * is not silent by a rule, and is nowhere in the journal is missing.
 */
export async function* accountedSentences(source: {
  readonly job: Pick<ExportJob, 'chapters'>
  readonly document: ReadText
  readonly journalPath: string
}): AsyncGenerator<AccountedSentence, void, void> {
  const expected = toBeRead(source.job, source.document)
  let next = expected.next()
  for await (const noted of notedSentences(source.journalPath)) {
    for (; !next.done && compare(next.value, noted) < 0; next = expected.next()) yield next.value
    if (!next.done && compare(next.value, noted) === 0) next = expected.next()
    yield noted
  }
  for (; !next.done; next = expected.next()) yield next.value
}

/** What the journal says, in its order. */
async function* notedSentences(journalPath: string): AsyncGenerator<AccountedSentence, void, void> {
  let bases: readonly (readonly [recording: number, base: number])[] = []
  for await (const { record } of readJournal(journalPath, progressRecordSchema)) {
    if (record.kind === 'chapter') bases = record.bases
    if (record.kind === 'sentence') {
      const { chapter, block, startChar, endChar, startSample, endSample } = record
      const heard = bases.map(([recording, base]) => ({
        recording,
        startSample: base + startSample,
        endSample: base + endSample,
      }))
      yield { chapter, block, startChar, endChar, state: 'rendered', heard }
    }
    if (record.kind === 'unspoken') {
      const { chapter, block, startChar, endChar, isMissing } = record
      const state = isMissing ? 'missing' : 'nothing-to-say'
      yield { chapter, block, startChar, endChar, state, heard: [] }
    }
  }
}

/** As if nothing had been read. */
function* toBeRead(
  { chapters }: Pick<ExportJob, 'chapters'>,
  document: ReadText,
): Generator<AccountedSentence, void, void> {
  for (const [chapter, { fromBlock, untilBlock }] of chapters.entries())
    for (let block = fromBlock; block < Math.min(untilBlock, document.blocks.length); block++) {
      const { text } = document.blocks[block]
      const { ranges, leftOut } = document.readingOf(block)
      const stretches = [...ranges, ...uncovered(text, [...ranges, ...leftOut])]
      for (const { startChar, endChar } of stretches.sort((a, b) => a.startChar - b.startChar)) {
        const isMissing = lettersOrDigits.test(text.slice(startChar, endChar))
        const state = isMissing ? 'missing' : 'nothing-to-say'
        yield { chapter, block, startChar, endChar, state, heard: [] }
      }
    }
}

/** Stretches with letters or digits that none of the ranges covers. */
function uncovered(text: string, ranges: readonly TextRange[]): TextRange[] {
  const stretches: TextRange[] = []
  let at = 0
  const ordered = [...ranges].sort((a, b) => a.startChar - b.startChar)
  for (const { startChar, endChar } of [...ordered, { startChar: text.length, endChar: text.length }]) {
    if (lettersOrDigits.test(text.slice(at, startChar))) stretches.push({ startChar: at, endChar: startChar })
    at = Math.max(at, endChar)
  }
  return stretches
}

function compare(one: AccountedSentence, other: AccountedSentence): number {
  return one.chapter - other.chapter || one.block - other.block || one.startChar - other.startChar
}
