import { z } from 'zod'
import type { ExportJob } from '@contract/export-job'
import type { NarrationStart } from '../../streaming/narration'
import { readJournal } from './journal'

const count = z.number().int().nonnegative()
const range = { chapter: count, block: count, startChar: count, endChar: count }

/** What an export has done, in the order it did it. Samples count from the beginning of the chapter. */
export const progressRecordSchema = z.discriminatedUnion('kind', [
  /** A voice as it was before its first sample: by what it is known, and the sentence that it was asked to read. */
  z.object({
    kind: z.literal('voice'),
    voice: z.string(),
    address: z.string(),
    /** null: the job's own, which reads whatever nobody else does. */
    asked: z.object({ block: count, startChar: count, endChar: count, isQuoted: z.boolean() }).nullable(),
  }),
  /** What brings the job to its loudness, found before the first sample of it was written. */
  z.object({ kind: z.literal('gain'), decibels: z.number() }),
  /** A chapter begins, at these samples of the recordings that hold it (by their numbers in the job). */
  z.object({ kind: z.literal('chapter'), chapter: count, bases: z.array(z.tuple([count, count])) }),
  /** A sentence is written. */
  z.object({
    kind: z.literal('sentence'),
    ...range,
    voice: z.string(),
    language: z.string().nullable(),
    startSample: count,
    endSample: count,
    words: z.array(z.tuple([count, count, count, count])),
    /** Where the chapter's clock stands behind it, and what the next sentence follows from. */
    next: z.object({ nowSample: count, restSample: count, endSample: count, index: count }),
  }),
  /** Nothing of a sentence can be said; `isMissing`: although there are letters or digits in it. */
  z.object({ kind: z.literal('unspoken'), ...range, isMissing: z.boolean() }),
  /** All before it outlives the machine. */
  z.object({ kind: z.literal('synced') }),
  /** A recording has all its samples, and is being given its name. */
  z.object({ kind: z.literal('finishing'), recording: count, samples: count }),
  z.object({ kind: z.literal('finished'), recording: count, samples: count }),
  /** A file that is made of a finished recording has its name. */
  z.object({ kind: z.literal('companion'), name: z.string() }),
])
export type ProgressRecord = z.infer<typeof progressRecordSchema>
export type VoiceRecord = Extract<ProgressRecord, { kind: 'voice' }>
export type SentenceRecord = Extract<ProgressRecord, { kind: 'sentence' }>

/** How far an export has come. */
export interface ExportPoint {
  /** Behind the last record that it follows from. */
  readonly endByte: number
  /** Those that were asked to read, by their ids. */
  readonly voices: ReadonlyMap<string, VoiceRecord>
  /** What brings the job to its loudness; null: not found yet, or not asked for. */
  readonly gainDecibels: number | null
  /** Of the last chapter that was begun; -1: none was. */
  readonly chapter: number
  /** Samples of each recording before that chapter. */
  readonly bases: ReadonlyMap<number, number>
  /** Of each chapter before it, as far as it was written by this job. */
  readonly earlierSamples: readonly number[]
  /** Of that chapter that are written. */
  readonly chapterSamples: number
  /** The last sentence that was written of that chapter. */
  readonly last: SentenceRecord | null
  /** Where reading goes on in that chapter. */
  readonly from: { readonly block: number; readonly char: number } | null
  readonly finishing: ReadonlyMap<number, number>
  readonly finished: ReadonlyMap<number, number>
  /** Names of the files that were made of finished recordings. */
  readonly companions: ReadonlySet<string>
  readonly sentences: number
  readonly missing: number
  /** Who read which language, in the order of their first sentences. */
  readonly readers: readonly ReaderShare[]
}

/** What one voice read of one language. */
export interface ReaderShare {
  readonly voice: string
  /** As a tag; null where nothing told it. */
  readonly language: string | null
  readonly sentences: number
}

/** Where every export begins. */
export const beginning: ExportPoint = {
  endByte: 0,
  voices: new Map(),
  gainDecibels: null,
  chapter: -1,
  bases: new Map(),
  earlierSamples: [],
  chapterSamples: 0,
  last: null,
  from: null,
  finishing: new Map(),
  finished: new Map(),
  companions: new Set(),
  sentences: 0,
  missing: 0,
  readers: [],
}

/** One record further. */
export function advanced(point: ExportPoint, record: ProgressRecord, endByte: number): ExportPoint {
  const next = { ...point, endByte }
  switch (record.kind) {
    case 'voice':
      return { ...next, voices: new Map(point.voices).set(record.voice, record) }
    case 'gain':
      return { ...next, gainDecibels: record.decibels }
    case 'chapter':
      return {
        ...next,
        chapter: record.chapter,
        bases: new Map(record.bases),
        earlierSamples: point.chapter < 0 ? [] : [...point.earlierSamples, point.chapterSamples],
        chapterSamples: 0,
        last: null,
        from: null,
      }
    case 'sentence':
      return {
        ...next,
        chapterSamples: record.next.nowSample,
        last: record,
        from: { block: record.block, char: record.endChar },
        sentences: point.sentences + 1,
        readers: withSentence(point.readers, record),
      }
    case 'unspoken':
      return {
        ...next,
        from: { block: record.block, char: record.endChar },
        missing: point.missing + (record.isMissing ? 1 : 0),
      }
    case 'synced':
      return next
    case 'finishing':
      return { ...next, finishing: new Map(point.finishing).set(record.recording, record.samples) }
    case 'finished':
      return { ...next, finished: new Map(point.finished).set(record.recording, record.samples) }
    case 'companion':
      return { ...next, companions: new Set(point.companions).add(record.name) }
  }
}

function withSentence(
  readers: readonly ReaderShare[],
  { voice, language }: SentenceRecord,
): readonly ReaderShare[] {
  const isIt = (reader: ReaderShare): boolean => reader.voice === voice && reader.language === language
  return readers.some(isIt)
    ? readers.map((reader) => (isIt(reader) ? { ...reader, sentences: reader.sentences + 1 } : reader))
    : [...readers, { voice, language, sentences: 1 }]
}

/**
 * How far an export had come, and how far it surely had if the machine itself went down.
 * @throws the file system's error where its journal cannot be read
 */
export async function readProgress(path: string): Promise<{ latest: ExportPoint; synced: ExportPoint }> {
  let latest = beginning
  let synced = beginning
  for await (const { record, endByte } of readJournal(path, progressRecordSchema)) {
    latest = advanced(latest, record, endByte)
    // Names are given for good.
    if (['synced', 'finished', 'companion'].includes(record.kind)) synced = latest
  }
  return { latest, synced }
}

/** What the narration of the rest of a chapter follows from; null: it begins with the chapter. */
export function narrationStart({ last }: ExportPoint): NarrationStart | null {
  if (!last) return null
  const { block, startChar, endChar, next } = last
  const { nowSample, restSample, endSample, index } = next
  return {
    previous: { block, startChar, endChar },
    startSample: nowSample,
    restSample,
    endSample,
    index,
  }
}

/** Of a recording: whether it holds a chapter. */
export function holds(
  { fromChapter, untilChapter }: ExportJob['recordings'][number],
  chapter: number,
): boolean {
  return fromChapter <= chapter && chapter < untilChapter
}
