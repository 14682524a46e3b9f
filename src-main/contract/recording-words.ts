import { z } from 'zod'
import { blockKinds } from './document'

/** What stands behind a recording's name, in place of its ending, in the name of the file with its words. */
export const recordingWordsSuffix = '.words.json'

/** What stands behind the name of a recording, and of the file with its words, while they are being written. */
export const unfinishedSuffix = '.part'

/**
 * What stands behind the name of an older recording's words until the new one has appeared in its place: while the new
 * one still has its unfinished name they are the words of what is there, afterwards of nothing. A name that nobody else has.
 */
export const asideSuffix = '.lector-aside'

const charsSchema = z.number().int().nonnegative()
const secondsSchema = z.number().nonnegative()

/** A word: its range in its block's text, and when it is heard, in seconds of the recording. */
const recordedWordSchema = z.tuple([charsSchema, charsSchema, secondsSchema, secondsSchema])

/** A sentence of a recording, and when it and its words are heard. */
export const recordedSentenceSchema = z.object({
  /** Number of its block in the text. */
  block: z.number().int().nonnegative(),
  startChar: charsSchema,
  endChar: charsSchema,
  startSeconds: secondsSchema,
  endSeconds: secondsSchema,
  words: z.array(recordedWordSchema),
})
export type RecordedSentence = z.infer<typeof recordedSentenceSchema>

/**
 * What is said in a recording that Lector made, and when: the file "NAME.words.json" beside "NAME.wav". Ranges count
 * UTF-16 units of a block's text.
 */
export const recordingWordsSchema = z.object({
  format: z.literal('lector-words'),
  version: z.literal(1),
  title: z.string(),
  /** Name of the voice. */
  voice: z.string(),
  /** As a tag; absent where nothing told it. */
  language: z.string().optional(),
  sampleRateHz: z.number().int().positive(),
  /** The text, in reading order. */
  blocks: z.array(
    z.object({
      kind: z.enum(blockKinds),
      level: z.number().int().min(1).max(9).optional(),
      text: z.string(),
    }),
  ),
  /** In the order they are heard. */
  sentences: z.array(recordedSentenceSchema),
})
/** How every such file begins, as Lector writes it. */
export const recordingWordsBeginning = '{"format":"lector-words"'
export type RecordingWords = z.infer<typeof recordingWordsSchema>

/** The file with the words of a recording. @param name with or without a folder */
export function wordsFileOf(name: string): string {
  return name.replace(/\.wave?$/i, '') + recordingWordsSuffix
}
