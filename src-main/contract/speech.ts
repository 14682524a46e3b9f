import { z } from 'zod'
import { blockSchema, textPositionSchema } from './document'
import { entryProblemSchema } from './entry-problems'
import { errorDataSchema } from './errors'
import { providerReportSchema } from './providers'
import { pronunciationEntriesSchema, pronunciationEntrySchema } from './pronunciation'
import { reasonSchema } from './reasons'
import { readingRulesSchema } from './reading-rules'
import { seamModes, speechSettingsSchema, voiceChoiceSchema } from './settings'
import { textChangeSchema } from './text-change'

/*
 * Speech between page and engine host runs on two ports opened together:
 *   control  page main thread <-> engine host: commands, sentences with word times, chunks, metrics
 *   pcm      AudioWorklet     <-> engine host: samples one way, credit the other way
 * A stream is one uninterrupted run of reading. Its clock counts samples from 0 at `sampleRateHz`; pauses between
 * sentences are part of it. A seek or a new speed is a new stream. Each stream ends with exactly one of
 * 'end', 'cancelled' and 'failed'.
 */

/**
 * Steps through the text of a document. 'sentence-start' and 'word-start' are where the one begins that `from` lies in;
 * words are those of sentences that are read.
 */
export const textMoves = [
  'sentence-start',
  'word-start',
  'previous-word',
  'next-word',
  'previous-sentence',
  'next-sentence',
  'previous-paragraph',
  'next-paragraph',
] as const
export type TextMove = (typeof textMoves)[number]

const charRangeSchema = z.object({ startChar: z.number().int(), endChar: z.number().int() })

/** Where on a stream's clock a sentence is begun: what another engine needs to say it, and what follows, just so. */
export const sentenceStartSchema = z.object({
  /** The sentence heard before: it decides the pause. */
  previous: charRangeSchema.extend({ block: z.number().int().nonnegative() }),
  /** End of that sentence's sound. */
  startSample: z.number().int().nonnegative(),
  /** From where the pause after it is counted. */
  restSample: z.number().int().nonnegative(),
  /** Where its sound is over at the latest. */
  endSample: z.number().int().nonnegative(),
  /** Index of the sentence begun. */
  index: z.number().int().nonnegative(),
})
export type SentenceStart = z.infer<typeof sentenceStartSchema>

/** How a stream is gone on with whose engine is gone: what the output holds of it is heard, and what follows joins it. */
export const takeUpSchema = z.object({
  /** End of what the output was given. */
  sample: z.number().int().nonnegative(),
  /** Of that, what it has played. */
  heardSample: z.number().int().nonnegative(),
  /** Of the sentence that `from` begins; absent: the stream began there. */
  start: sentenceStartSchema.optional(),
})
export type TakeUp = z.infer<typeof takeUpSchema>

/** Where a step leads; after a step by words, the word that begins there and its sentence, as ranges of the block. */
export const locatedPlaceSchema = textPositionSchema.extend({
  sentence: charRangeSchema.optional(),
  word: charRangeSchema.optional(),
})
export type LocatedPlace = z.infer<typeof locatedPlaceSchema>

/** Page -> engine host. */
export const speechCommandSchema = z.discriminatedUnion('kind', [
  /** Hands over what will be read, in place of the document handed over before. */
  z.object({
    kind: z.literal('document'),
    documentId: z.string(),
    blocks: z.array(blockSchema),
    /** Whether these are all its blocks (as they are when it is absent); else 'extend' follows. */
    isWhole: z.boolean().optional(),
    /** What is read of it; absent: as everybody's are. */
    reading: readingRulesSchema.optional(),
    /** What the document says it is written in, as a tag. */
    language: z.string().optional(),
    /** Pronunciations that the document brings. */
    lexicons: pronunciationEntriesSchema.optional(),
    /** The entries that hold for it, those that win first; absent: none. */
    pronunciations: pronunciationEntriesSchema.optional(),
    /** How often its text has been changed before; absent: never. */
    revision: z.number().int().nonnegative().optional(),
  }),
  /**
   * Another text stands in place of a part of the document's. A reading goes on with it at the first sentence for which
   * there is time; what is not changed is not rendered again.
   */
  z.object({
    kind: z.literal('revise'),
    documentId: z.string(),
    /** Of the document with this change; every place told from then on says of which revision it is. */
    revision: z.number().int().positive(),
    change: textChangeSchema,
  }),
  /** Hands over the blocks that follow those handed over before; a reading that has come to their end goes on. */
  z.object({
    kind: z.literal('extend'),
    documentId: z.string(),
    blocks: z.array(blockSchema),
    isWhole: z.boolean(),
  }),
  /** Other rules hold for what is read of the document: from the next sentence on that is not prepared yet. */
  z.object({ kind: z.literal('reading-rules'), documentId: z.string(), rules: readingRulesSchema }),
  /** Other entries hold for the document: from the next sentence on that is not prepared yet. */
  z.object({
    kind: z.literal('pronunciations'),
    documentId: z.string(),
    entries: pronunciationEntriesSchema,
  }),
  /** What is wrong with an entry, and how many sentences it would change. */
  z.object({
    kind: z.literal('examine-entry'),
    requestId: z.number().int(),
    entry: pronunciationEntrySchema,
  }),
  z.object({
    kind: z.literal('start'),
    streamId: z.number().int(),
    documentId: z.string(),
    from: textPositionSchema,
    /** Where reading stops, exclusive; absent: the end of the document. */
    until: textPositionSchema.optional(),
    settings: speechSettingsSchema,
    output: z.enum(['window', 'system']),
    /** What the output plays at, for the whole stream; absent: the voice's own rate. */
    sampleRateHz: z.number().int().min(8_000).max(192_000).optional(),
    /** Only for output 'window': it is a stream that an engine before this one began; absent: a new one. */
    takeUp: takeUpSchema.optional(),
  }),
  /** New settings for a running stream: chunk size at the next chunk, seam, pauses and sound at the next sentence. A new speed needs a new stream. */
  z.object({ kind: z.literal('tune'), streamId: z.number().int(), settings: speechSettingsSchema }),
  /** Loads another voice beside the one held; a running stream goes on with it at its next sentence. */
  z.object({ kind: z.literal('choose-voice'), choice: voiceChoiceSchema }),
  /** Only for output 'system', where the engine host holds the clock. */
  z.object({ kind: z.literal('pause'), streamId: z.number().int() }),
  z.object({ kind: z.literal('resume'), streamId: z.number().int() }),
  /** Only for output 'system'; 1 until told otherwise. */
  z.object({ kind: z.literal('volume'), streamId: z.number().int(), volume: z.number().min(0).max(1) }),
  z.object({ kind: z.literal('stop'), streamId: z.number().int() }),
  /** Only for output 'system': falls silent before this sample, until it is resumed; null: nowhere. */
  z.object({
    kind: z.literal('halt'),
    streamId: z.number().int(),
    sample: z.number().int().nonnegative().nullable(),
  }),
  /**
   * Asks how long the sentences of a document will last with these settings, in place of what was asked before; those from
   * `from` on come first. Answered by 'measured', as the voice has time for it.
   */
  z.object({
    kind: z.literal('measure'),
    requestId: z.number().int(),
    documentId: z.string(),
    from: textPositionSchema,
    settings: speechSettingsSchema,
    sampleRateHz: z.number().int().min(8_000).max(192_000).optional(),
  }),
  /** Where a word, sentence or paragraph next to `from` begins; the engine alone knows where sentences end. */
  z.object({
    kind: z.literal('locate'),
    requestId: z.number().int(),
    documentId: z.string(),
    from: textPositionSchema,
    move: z.enum(textMoves),
  }),
])
export type SpeechCommand = z.infer<typeof speechCommandSchema>

/** A spoken word: a range of its block's text and of the stream's samples. */
export const wordTimeSchema = z.object({
  startChar: z.number().int(),
  endChar: z.number().int(),
  startSample: z.number().int(),
  endSample: z.number().int(),
})
export type WordTime = z.infer<typeof wordTimeSchema>

/** A sentence that was said, as the samples it is a part of count it. */
export interface SampledSentence {
  readonly block: number
  readonly startChar: number
  readonly endChar: number
  readonly startSample: number
  readonly endSample: number
  readonly words: readonly WordTime[]
}

/** Where the time to first audio went; the sum of the parts is at most `totalMilliseconds`. */
export const firstAudioSchema = z.object({
  frontEndMilliseconds: z.number(),
  acousticMilliseconds: z.number(),
  vocoderMilliseconds: z.number(),
  totalMilliseconds: z.number(),
})
export type FirstAudio = z.infer<typeof firstAudioSchema>

/** A voice that can be chosen. */
export const voiceOfferSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** How it sounds, in a few words for people; absent: its manifest does not say. */
  description: z.string().optional(),
  language: z.string(),
  /** What is still to be fetched before it can speak; 0 when all of it is here. */
  missingBytes: z.number().int().nonnegative(),
})
export type VoiceOffer = z.infer<typeof voiceOfferSchema>

/** What one of a chunk's `peaks` stands for. */
export const peakSeconds = 0.005

/**
 * What 'measured' tells of a sentence, in this order. The next sentence begins the greater of `endSamples` and
 * `restSamples` plus its own `pauseSamples` after this one.
 */
export const measuredFields = ['startChar', 'endChar', 'pauseSamples', 'restSamples', 'endSamples'] as const

/** Engine host -> page. */
export const speechEventSchema = z.discriminatedUnion('kind', [
  /** The voice is being fetched or loaded; `fraction` is absent while it cannot be known. */
  z.object({
    kind: z.literal('preparing'),
    what: z.enum(['fetching', 'loading']),
    fraction: z.number().optional(),
  }),
  /** The engine can speak. */
  z.object({
    kind: z.literal('ready'),
    choice: voiceChoiceSchema,
    voice: z.object({ id: z.string(), name: z.string(), language: z.string() }),
    sampleRateHz: z.number().int(),
    /** What runs the vocoder now; 'ready' is said again when that changes. */
    device: z.string(),
    /** Every way of running it and why the others do not; absent: nothing is known of any but the CPU. */
    providers: z.array(providerReportSchema).optional(),
    /** Which seam modes the voice can do: true, or the reason why not, as part of a sentence for people. */
    seams: z.record(z.enum(seamModes), z.union([z.literal(true), z.string()])),
    /** null: system audio can be chosen; else the reason why not. */
    systemAudioUnavailable: reasonSchema.nullable(),
  }),
  /** The engine has no voice to speak with: the one chosen cannot be had. */
  z.object({ kind: z.literal('unready'), choice: voiceChoiceSchema, error: errorDataSchema }),
  /** Every voice there is. */
  z.object({ kind: z.literal('voices'), voices: z.array(voiceOfferSchema) }),
  /** Another voice is being fetched or loaded beside the one that can speak. 'ready' says that it has taken over. */
  z.object({
    kind: z.literal('changing-voice'),
    choice: voiceChoiceSchema,
    what: z.enum(['fetching', 'loading']),
    fraction: z.number().optional(),
  }),
  /** The voice chosen cannot be had; the one held goes on. */
  z.object({ kind: z.literal('voice-refused'), choice: voiceChoiceSchema, error: errorDataSchema }),
  /**
   * The chosen voice reads text in a language that is not its own, because none is installed for it, or the one that
   * is cannot be loaded (`error`); null: quoted speech, whose own voice cannot be had. Said once for each in a document.
   */
  z.object({
    kind: z.literal('unvoiced-language'),
    documentId: z.string(),
    language: z.string().nullable(),
    error: errorDataSchema.nullable(),
  }),
  /** Sent before the first sample of the sentence. Ranges are of the block's text. */
  z.object({
    kind: z.literal('sentence'),
    streamId: z.number().int(),
    index: z.number().int(),
    /** From 1 on when it goes on with a sentence that is said in several parts; absent: it begins one. */
    part: z.number().int().positive().optional(),
    /** Of the document that its ranges count in; absent: 0. */
    revision: z.number().int().positive().optional(),
    block: z.number().int(),
    startChar: z.number().int(),
    endChar: z.number().int(),
    /** First sample of speech, after the pause before it. */
    startSample: z.number().int(),
    /** At the latest: silence at the end of the voice's rendering is cut. */
    endSample: z.number().int(),
    words: z.array(wordTimeSchema),
    /** Where it is begun; absent: of the first one of a stream, and of a part that goes on with a sentence. */
    start: sentenceStartSchema.optional(),
  }),
  /**
   * What was told and sent of the stream from this sample on will not be heard: another voice, or another engine, takes
   * over there. Sentences that follow count on from `sentence`; an engine tells anew of the one that it takes over in.
   */
  z.object({
    kind: z.literal('cut'),
    streamId: z.number().int(),
    startSample: z.number().int(),
    sentence: z.number().int(),
  }),
  /** A chunk handed to the sink. */
  z.object({
    kind: z.literal('chunk'),
    streamId: z.number().int(),
    /** Index of the sentence it belongs to. */
    sentence: z.number().int(),
    startSample: z.number().int(),
    samples: z.number().int(),
    frames: z.number(),
    renderMilliseconds: z.number(),
    /** Peak magnitude of each `peakSeconds`, 0..1: enough to draw the waveform. */
    peaks: z.array(z.number()),
  }),
  z.object({
    kind: z.literal('first-audio'),
    streamId: z.number().int(),
    firstAudio: firstAudioSchema,
  }),
  /** Sent with every sentence rendered. */
  z.object({
    kind: z.literal('metrics'),
    streamId: z.number().int(),
    /** Rendering time over audio time, of this stream so far. */
    realTimeFactor: z.number(),
    renderedSamples: z.number().int(),
    sentSamples: z.number().int(),
  }),
  /** Output 'system' only: what is heard at `atMilliseconds` (Date.now()). */
  z.object({
    kind: z.literal('clock'),
    streamId: z.number().int(),
    heardSample: z.number(),
    atMilliseconds: z.number(),
    playing: z.boolean(),
    /** It stands where it was told to halt. */
    halted: z.boolean().optional(),
    underruns: z.number().int(),
  }),
  /** Answer to 'locate'; null when there is no such place (before the first, after the last). */
  z.object({
    kind: z.literal('located'),
    requestId: z.number().int(),
    position: locatedPlaceSchema.nullable(),
  }),
  /**
   * Lengths of sentences, known before they are spoken: in all, exactly what a narration of the whole document comes to.
   * Several of these answer one 'measure', each with whole blocks; a block that is told of again takes the place of what
   * was told of it.
   */
  z.object({
    kind: z.literal('measured'),
    requestId: z.number().int(),
    sampleRateHz: z.number().int(),
    blocks: z.array(
      z.object({
        block: z.number().int().nonnegative(),
        /** Numbers of its sentences one after the other: see `measuredFields`. */
        sentences: z.array(z.number().int()).refine(({ length }) => length % measuredFields.length === 0),
      }),
    ),
    /** Whether nothing of the document is left to measure. */
    isComplete: z.boolean(),
  }),
  /**
   * Which blocks can be heard from speech that is kept, as far as they are measured: told beside 'measured', and whenever
   * others can, in place of what was told before.
   */
  z.object({
    kind: z.literal('kept'),
    requestId: z.number().int(),
    /** Of each range the first block and the one behind its last, ascending. */
    ranges: z.array(z.number().int().nonnegative()).refine(({ length }) => length % 2 === 0),
  }),
  /** Answer to 'examine-entry'. */
  z.object({
    kind: z.literal('entry-examined'),
    requestId: z.number().int(),
    /** Null: it can be used. */
    problem: entryProblemSchema.nullable(),
    /** Of the document held; 0 without one. */
    sentences: z.number().int().nonnegative(),
  }),
  z.object({ kind: z.literal('end'), streamId: z.number().int(), totalSamples: z.number().int() }),
  z.object({ kind: z.literal('cancelled'), streamId: z.number().int() }),
  z.object({ kind: z.literal('failed'), streamId: z.number().int(), error: errorDataSchema }),
])
export type SpeechEvent = z.infer<typeof speechEventSchema>

export { isCreditMessage, isPcmMessage, type CreditMessage, type PcmMessage } from './pcm-messages'
