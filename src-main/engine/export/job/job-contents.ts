import type { Block } from '@contract/document'
import type { ExportJob } from '@contract/export-job'
import type { SampledSentence } from '@contract/speech'
import type { WavCue } from '../../audio/wav-cues'
import type { Chapter } from '../encoded/encoded-form'
import { readJournal } from './journal'
import { holds, progressRecordSchema, type SentenceRecord } from './progress-record'
import { createWordsFile, type WordsFile } from '../recording/words-file'

/** A cue is called by no more of its sentence. */
const maxLabelChars = 80

/** One recording of a job, and where it is written down what is in it. */
export interface RecordingSource {
  readonly job: ExportJob
  readonly recording: number
  readonly journalPath: string
}

type Entry =
  | { readonly kind: 'chapter'; readonly chapter: number; readonly startSample: number }
  | { readonly kind: 'sentence'; readonly record: SentenceRecord; readonly startSample: number }

/** What is in a recording, in order; samples count from its beginning. */
export async function* entriesOf({ job, recording, journalPath }: RecordingSource): AsyncGenerator<Entry> {
  let base: number | null = null
  for await (const { record } of readJournal(journalPath, progressRecordSchema)) {
    if (record.kind === 'chapter') {
      base = record.bases.find(([number]) => number === recording)?.[1] ?? null
      if (base !== null) yield { kind: 'chapter', chapter: record.chapter, startSample: base }
    }
    if (record.kind === 'sentence' && base !== null && holds(job.recordings[recording], record.chapter))
      yield { kind: 'sentence', record, startSample: base + record.startSample }
  }
}

/** The places in a recording that players can go to: its chapters, where it has several, and its sentences if asked for. */
export async function jobCues(source: RecordingSource): Promise<WavCue[]> {
  const { job, recording } = source
  const cues: WavCue[] = []
  if (job.cues === 'none') return cues
  for await (const entry of entriesOf(source)) cues.push(...cuesAt(job, recording, entry))
  return cues
}

/** An entry of a recording, as far as it may be a place to go to. */
type PlaceEntry =
  | Extract<Entry, { kind: 'chapter' }>
  | {
      readonly kind: 'sentence'
      readonly record: Pick<SentenceRecord, 'block' | 'startChar' | 'endChar'>
      readonly startSample: number
    }

/** The place to go to that an entry of a recording is; none where it is none. */
export function cuesAt(job: ExportJob, recording: number, entry: PlaceEntry): WavCue[] {
  const { startSample: sample } = entry
  if (entry.kind === 'chapter') {
    const { fromChapter, untilChapter } = job.recordings[recording]
    const isPlace = job.cues !== 'none' && untilChapter - fromChapter > 1
    return isPlace ? [{ sample, label: job.chapters[entry.chapter].title }] : []
  }
  if (job.cues !== 'sentences') return []
  const { block, startChar, endChar } = entry.record
  const text = job.document.blocks[block].text.slice(startChar, Math.min(endChar, startChar + maxLabelChars))
  return [{ sample, label: text.replace(/\s+/g, ' ') }]
}

/** The chapters of a recording that holds several, as players list them. */
export async function jobChapters(source: RecordingSource): Promise<Chapter[]> {
  const { job, recording } = source
  const { fromChapter, untilChapter } = job.recordings[recording]
  const chapters: Chapter[] = []
  if (untilChapter - fromChapter === 1) return chapters
  for await (const entry of entriesOf(source))
    if (entry.kind === 'chapter')
      chapters.push({ title: job.chapters[entry.chapter].title, startSample: entry.startSample })
  return chapters
}

/**
 * The words of a recording beside it, to be finished or abandoned by the caller.
 * @throws AppError 'export/disk-full', 'export/not-writable'
 */
export async function createJobWords(
  source: RecordingSource,
  { path, voice, sampleRateHz }: { path: string; voice: string; sampleRateHz: number },
): Promise<WordsFile> {
  const { job, recording } = source
  const { fromChapter, untilChapter, title } = job.recordings[recording]
  const { blocks, language } = job.document
  const told: Block[] = []
  /** Number of a block of the document among those that are told. */
  const numbers = new Map<number, number>()
  for (const { fromBlock, untilBlock } of job.chapters.slice(fromChapter, untilChapter))
    for (let block = fromBlock; block < Math.min(untilBlock, blocks.length); block++) {
      numbers.set(block, told.length)
      told.push(blocks[block])
    }
  const file = await createWordsFile(path, { title, language, voice, sampleRateHz, blocks: told })
  try {
    for await (const entry of entriesOf(source))
      if (entry.kind === 'sentence') await file.add(sentenceOf(entry, numbers.get(entry.record.block) ?? 0))
    return file
  } catch (error) {
    await file.abandon()
    throw error
  }
}

/** A sentence on its recording's clock. @param block the number that its block is to have */
export function sentenceOf(
  { record, startSample }: Extract<Entry, { kind: 'sentence' }>,
  block: number,
): SampledSentence {
  const { startChar, endChar, words } = record
  const at = (sample: number): number => startSample - record.startSample + sample
  return {
    block,
    startChar,
    endChar,
    startSample,
    endSample: at(record.endSample),
    words: words.map(([wordStart, wordEnd, start, end]) => ({
      startChar: wordStart,
      endChar: wordEnd,
      startSample: at(start),
      endSample: at(end),
    })),
  }
}
