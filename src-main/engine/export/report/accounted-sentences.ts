import type { ExportJob } from '@contract/export-job'
import type { SentenceState } from '@contract/export-report'
import { hasSomethingToSay } from '@contract/something-to-say'
import type { SpokenDocument } from '../../streaming/spoken-document'
import type { TextRange } from '../../text/sentences'
import { readJournal } from '../job/journal'
import { progressRecordSchema } from '../job/progress-record'

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

/**
 * Everything that is to be read of a job's chapters, in order, with what its journal says of it. What has letters or digits,
 * is not silent by a rule, and is nowhere in the journal is missing.
 */
export async function* accountedSentences(source: {
  readonly job: Pick<ExportJob, 'chapters'>
  readonly document: ReadText
  readonly journalPath: string
}): AsyncGenerator<AccountedSentence, void, void> {
  const noted = notedSentences(source.journalPath)
  let next = await noted.next()
  for (const { chapter, block, stretches } of toBeRead(source.job, source.document)) {
    const here: AccountedSentence[] = []
    for (; next.done !== true && isIn(next.value, chapter, block); next = await noted.next())
      here.push(next.value)
    const { text } = source.document.blocks[block]
    const lost = stretches
      .flatMap((stretch) => withoutSaid(text, stretch, here))
      .map((stretch): AccountedSentence => {
        const isMissing = hasSomethingToSay(text.slice(stretch.startChar, stretch.endChar))
        return { chapter, block, ...stretch, state: isMissing ? 'missing' : 'nothing-to-say', heard: [] }
      })
    yield* [...here, ...lost].sort((one, other) => one.startChar - other.startChar)
  }
  for (; next.done !== true; next = await noted.next()) yield next.value
}

/** Whether a sentence is due before a block is at its end. */
function isIn(sentence: AccountedSentence, chapter: number, block: number): boolean {
  return sentence.chapter < chapter || (sentence.chapter === chapter && sentence.block <= block)
}

/** What is left of a stretch beside what was said: a voice's sentence may begin behind a quotation mark. */
function withoutSaid(text: string, stretch: TextRange, said: readonly TextRange[]): TextRange[] {
  const { startChar, endChar } = stretch
  const inside = said.filter((range) => range.startChar < endChar && range.endChar > startChar)
  if (inside.length === 0) return [{ startChar, endChar }]
  const before = { startChar: 0, endChar: startChar }
  const behind = { startChar: endChar, endChar: text.length }
  return uncovered(text, [before, ...inside, behind])
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

/** The stretches of every block, in order, that are to be read. */
function* toBeRead(
  { chapters }: Pick<ExportJob, 'chapters'>,
  document: ReadText,
): Generator<{ chapter: number; block: number; stretches: readonly TextRange[] }, void, void> {
  for (const [chapter, { fromBlock, untilBlock }] of chapters.entries())
    for (let block = fromBlock; block < Math.min(untilBlock, document.blocks.length); block++) {
      const { ranges, leftOut } = document.readingOf(block)
      const stretches = [...ranges, ...uncovered(document.blocks[block].text, [...ranges, ...leftOut])]
      yield { chapter, block, stretches }
    }
}

/** Stretches with letters or digits that none of the ranges covers. */
function uncovered(text: string, ranges: readonly TextRange[]): TextRange[] {
  const stretches: TextRange[] = []
  let at = 0
  const ordered = [...ranges].sort((a, b) => a.startChar - b.startChar)
  for (const { startChar, endChar } of [...ordered, { startChar: text.length, endChar: text.length }]) {
    if (hasSomethingToSay(text.slice(at, startChar))) stretches.push({ startChar: at, endChar: startChar })
    at = Math.max(at, endChar)
  }
  return stretches
}
