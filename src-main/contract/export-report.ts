import { z } from 'zod'
import { fileNameSchema } from './export-job'
import { sampleFormats } from './sample-formats'
import { speechSettingsSchema } from './settings'

/** What stands behind a book's name in that of the report of its export. */
export const reportSuffix = '.lector-report.json'

/**
 * 350,000 sentences that are heard in two recordings each, of 360 bytes; a book of 2,000 pages has 75,000. It is parsed as a
 * whole, and what means harm takes twenty times as much memory as its bytes.
 */
export const maxReportBytes = 128 * 2 ** 20

const count = z.number().int().nonnegative()
const seconds = z.number().nonnegative()
const digestSchema = z.string().regex(/^[0-9a-f]{64}$/)

/** How a sentence ended: `missing` has letters or digits, and nothing of it is heard. */
export const sentenceStates = ['rendered', 'nothing-to-say', 'missing'] as const
export type SentenceState = (typeof sentenceStates)[number]

/**
 * Where a sentence is heard in a recording and, where that is kept as samples, what they are: the first 16 digits of the
 * SHA-256 of their bytes.
 */
const heardSchema = z.strictObject({
  /** Number among the report's recordings. */
  recording: count,
  startSample: count,
  endSample: count,
  startSeconds: seconds,
  endSeconds: seconds,
  sha256: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
})

/** What became of a sentence; its range is of its block's text, in UTF-16 units. */
const sentenceSchema = z.strictObject({
  chapter: count,
  block: count,
  startChar: count,
  endChar: count,
  state: z.enum(sentenceStates),
  heard: z.array(heardSchema).max(1_000),
})
export type ReportedSentence = z.infer<typeof sentenceSchema>

/** Beside the report, and told to a terminal: no name that Lector gives has a control character. */
const nameSchema = fileNameSchema.regex(/^\P{Cc}+$/u)

/** What sentences are heard in: a file of samples, or what it was before it was encoded, of which other files are left. */
const recordingSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('wav'),
    name: nameSchema,
    bytes: count,
    /** Where its samples begin. */
    dataStartByte: count,
    samples: count,
    seconds,
    sha256: digestSchema,
  }),
  z.strictObject({ kind: z.literal('encoded'), samples: count, seconds }),
])
export type ReportedRecording = z.infer<typeof recordingSchema>
export type ReportedWav = Extract<ReportedRecording, { kind: 'wav' }>

/** A file that was made of a recording: its sound encoded, its subtitles, its words. Or of all of them: the book. */
const fileSchema = z.strictObject({
  /** Number among the report's recordings; null: of all. */
  recording: count.nullable(),
  name: nameSchema,
  bytes: count,
  sha256: digestSchema,
})
export type ReportedFile = z.infer<typeof fileSchema>

const countsSchema = z.strictObject({
  sentences: count,
  rendered: count,
  nothingToSay: count,
  missing: count,
})
export type ReportCounts = z.infer<typeof countsSchema>

/**
 * What an export was asked for and what it made: every file, as it was when the export ended, and every sentence with its
 * place in the recordings. It says of damage to samples which sentences it is in, and, by the digest of all that stands before
 * it, of damage to itself. Version 1 told of recordings that are kept as samples alone.
 */
export const exportReportSchema = z.strictObject({
  format: z.literal('lector-report'),
  version: z.union([z.literal(1), z.literal(2)]),
  /** The version of Lector. */
  lector: z.string().max(100),
  document: z.strictObject({ id: z.string().max(200), title: z.string() }),
  voice: z.strictObject({ id: z.string(), name: z.string() }),
  /** Who read which language. */
  readers: z.array(z.strictObject({ voice: z.string(), language: z.string().nullable(), sentences: count })),
  speech: speechSettingsSchema,
  sampleRateHz: z.number().int().min(1_000).max(1_000_000),
  sampleFormat: z.enum(sampleFormats),
  /** Their titles. */
  chapters: z.array(z.string()),
  /** In the order they are heard. */
  sentences: z.array(sentenceSchema),
  recordings: z.array(recordingSchema).max(100_000),
  files: z.array(fileSchema).max(500_000).default([]),
  counts: countsSchema,
  sha256: digestSchema,
})
export type ExportReport = z.infer<typeof exportReportSchema>
/** What is known before the recordings are read. */
export type ReportHead = Omit<ExportReport, 'sentences' | 'recordings' | 'files' | 'counts' | 'sha256'>

/** The sentences of a report by what became of them. */
export function countStates(sentences: Iterable<Pick<ReportedSentence, 'state'>>): ReportCounts {
  const counts = { sentences: 0, rendered: 0, nothingToSay: 0, missing: 0 }
  for (const { state } of sentences) countState(counts, state)
  return counts
}

/** One more sentence. */
export function countState(counts: ReportCounts, state: SentenceState): void {
  counts.sentences++
  counts[state === 'nothing-to-say' ? 'nothingToSay' : state]++
}
