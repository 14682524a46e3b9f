import { z } from 'zod'
import { engineCallChannels } from './channels'
import { documentHeadSchema, documentPieceSchema } from './document'
import { errorDataSchema } from './errors'
import { exportProgressSchema } from './calls/export'
import { voiceDownloadSchema } from './calls/voices'
import { exportOrderSchema } from './export-order'
import { maxSoundRangeBytes, maxToldSentences } from './limits'
import { narratedMediaTypes } from './recording-files'
import { recordedSentenceSchema } from './recording-words'
import {
  dictionaryFormats,
  dictionaryProblemSchema,
  knownAbbreviationSchema,
  pronunciationEntriesSchema,
} from './pronunciation'
import { voiceChoiceSchema } from './settings'

/** Main -> engine host, on the process's own port. 'connect' carries two ports: control, pcm. */
export const engineHostCommandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('load'), choice: voiceChoiceSchema }),
  z.object({ kind: z.literal('connect') }),
  z.object({
    kind: z.literal('export'),
    jobId: z.string(),
    /** Where it keeps what it needs to go on; its files come to stand beside that. */
    jobFolder: z.string(),
    /** Told by reports. */
    lectorVersion: z.string(),
    /** null: what an earlier one left there is gone on with. */
    order: exportOrderSchema.nullable(),
  }),
  z.object({ kind: z.literal('cancel-export'), jobId: z.string() }),
  z.object({ kind: z.literal('pause-export'), jobId: z.string(), isPaused: z.boolean() }),
  z.object({ kind: z.literal('cancel-test') }),
  /** Keeps what is said within so much of the disk; null: nothing, and what was kept goes. Before it comes nothing is kept. */
  z.object({ kind: z.literal('keep-speech'), maxBytes: z.number().positive().nullable() }),
  /** Whether files of voices may be fetched, from now on; one that is being fetched is given up. Before it comes they may. */
  z.object({ kind: z.literal('allow-fetching'), isAllowed: z.boolean() }),
  /** One of `engineCallChannels`; what is asked is parsed by its own schema. */
  z.object({
    kind: z.literal('call'),
    requestId: z.number().int(),
    channel: z.enum(engineCallChannels),
    input: z.unknown(),
  }),
  z.object({ kind: z.literal('ping'), id: z.number().int() }),
  /** Finish the current push, free everything, exit 0. */
  z.object({ kind: z.literal('shut-down') }),
])
export type EngineHostCommand = z.infer<typeof engineHostCommandSchema>

/** Engine host -> main. */
export const engineHostEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pong'), id: z.number().int() }),
  /** It has spoken so much that a reading cannot have come back to where it was. Told at most once for each reading. */
  z.object({ kind: z.literal('got-on') }),
  z.object({ kind: z.literal('export'), progress: exportProgressSchema }),
  /** Every 'call' is answered once, with a `Reply`. */
  z.object({ kind: z.literal('answered'), requestId: z.number().int(), reply: z.unknown() }),
  /** The voice can speak: told once each time one is loaded. */
  z.object({ kind: z.literal('voice-ready') }),
  /** How a download of a voice fares. */
  z.object({ kind: z.literal('voice-download'), download: voiceDownloadSchema }),
  /** What is said cannot be kept, or not within its bounds; reading goes on. Told once for each trouble. */
  z.object({ kind: z.literal('speech-not-kept'), error: errorDataSchema }),
  /** What was sent is no command, or lacks its ports; nothing was done. */
  z.object({ kind: z.literal('refused'), error: errorDataSchema }),
])
export type EngineHostEvent = z.infer<typeof engineHostEventSchema>

/** Launcher -> document host: one request, then a 'more' for every further piece; then the process ends. */
export const documentSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string() }),
  /** Pasted; `html` is what the clipboard holds beside the text. */
  z.object({ kind: z.literal('text'), text: z.string(), html: z.string().optional() }),
])
export type DocumentSource = z.infer<typeof documentSourceSchema>

/** What whoever opens a document may ask for. */
export const openOptionsSchema = z.object({
  /** Of a document that is encrypted with one. */
  password: z.string().max(1_000).optional(),
  /** Of a text file, in place of the one that would be guessed: one of `encodingChoices`. */
  encoding: z.string().max(40).optional(),
  /** Of a web page: all of it, not the article in it alone. */
  wholePage: z.boolean().optional(),
})
export type OpenOptions = z.infer<typeof openOptionsSchema>

export const documentHostRequestSchema = z.object({
  source: documentSourceSchema,
  options: openOptionsSchema.optional(),
})
export type DocumentHostRequest = z.infer<typeof documentHostRequestSchema>

/** The next piece is wanted; none is read before. */
export const moreRequestSchema = z.object({ kind: z.literal('more') })
export type MoreRequest = z.infer<typeof moreRequestSchema>

/** Launcher -> document host, in place of a document: a pronunciation dictionary, which strangers make as well. */
export const dictionaryRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('read-dictionary'), path: z.string() }),
  z.object({
    kind: z.literal('write-dictionary'),
    entries: pronunciationEntriesSchema,
    format: z.enum(dictionaryFormats),
  }),
  /** What is known without any dictionary. */
  z.object({ kind: z.literal('list-abbreviations') }),
])
export type DictionaryRequest = z.infer<typeof dictionaryRequestSchema>

/** A picture of a document, undecoded. */
export const pictureSchema = z.object({ mediaType: z.string(), bytes: z.instanceof(Uint8Array) })
export type Picture = z.infer<typeof pictureSchema>

/** Launcher -> document host, in place of a document: one picture of it. */
export const pictureRequestSchema = z.object({
  kind: z.literal('read-picture'),
  source: documentSourceSchema,
  /** As a block's `image` names it. */
  name: z.string().min(1),
})
export type PictureRequest = z.infer<typeof pictureRequestSchema>

/** A stretch of a document's own recording, undecoded. */
export const soundRangeSchema = z.object({
  bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= maxSoundRangeBytes),
  /** Of the whole recording. */
  totalBytes: z.number().int().nonnegative(),
})
export type SoundRange = z.infer<typeof soundRangeSchema>

/** Launcher -> document host, in place of a document: bytes of one of its recordings. */
export const soundRequestSchema = z.object({
  kind: z.literal('read-sound'),
  source: documentSourceSchema,
  options: openOptionsSchema.optional(),
  /** As an overlay names it. */
  name: z.string().min(1),
  startByte: z.number().int().nonnegative(),
  byteLength: z.number().int().positive().max(maxSoundRangeBytes),
})
export type SoundRequest = z.infer<typeof soundRequestSchema>

/**
 * Launcher -> document host, in place of a document: a book is written anew, with a narration of it. That is told piece by
 * piece, each when it is asked for.
 */
export const bookRequestSchema = z.object({
  kind: z.literal('write-book'),
  sourcePath: z.string(),
  /** Of what was opened from it: of another one nothing is written. */
  documentId: z.string(),
  /** The one file that is written. */
  path: z.string(),
  title: z.string(),
  language: z.string(),
  narrator: z.string(),
  modified: z.iso.datetime(),
  audio: z.array(
    z.object({
      path: z.string(),
      mediaType: z.enum(narratedMediaTypes),
      seconds: z.number().nonnegative(),
    }),
  ),
})
export type BookRequest = z.infer<typeof bookRequestSchema>

/** Launcher -> document host: what is said next. */
export const tellRequestSchema = z.object({
  kind: z.literal('tell'),
  /** Number of the file that it is heard in. */
  audio: z.number().int().nonnegative(),
  sentences: z.array(recordedSentenceSchema).max(maxToldSentences),
  /** Nothing is said behind it. */
  isLast: z.boolean(),
})
export type TellRequest = z.infer<typeof tellRequestSchema>

/** Document host -> launcher: one reply to each request. 'failed' may come in place of any, and is the last. */
export const documentHostReplySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opened'),
    head: documentHeadSchema,
    /** Has at least one block. */
    piece: documentPieceSchema,
    isLast: z.boolean(),
  }),
  z.object({ kind: z.literal('piece'), piece: documentPieceSchema, isLast: z.boolean() }),
  z.object({
    kind: z.literal('dictionary-read'),
    entries: pronunciationEntriesSchema,
    problems: z.array(dictionaryProblemSchema),
  }),
  z.object({
    kind: z.literal('dictionary-written'),
    text: z.string(),
    /** What the format cannot hold. */
    leftOut: pronunciationEntriesSchema,
  }),
  z.object({ kind: z.literal('abbreviations-listed'), abbreviations: z.array(knownAbbreviationSchema) }),
  z.object({ kind: z.literal('picture'), picture: pictureSchema }),
  z.object({ kind: z.literal('sound'), sound: soundRangeSchema }),
  z.object({ kind: z.literal('tell-more') }),
  z.object({ kind: z.literal('book-written') }),
  z.object({ kind: z.literal('failed'), error: errorDataSchema }),
])
export type DocumentHostReply = z.infer<typeof documentHostReplySchema>
