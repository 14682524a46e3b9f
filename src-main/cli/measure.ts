import type { FirstAudio, WordTime } from '@contract/speech'
import type { SpeechSettings } from '@contract/settings'
import {
  createChunkCutter,
  type AudioChunk,
  type Casting,
  narrate,
  type NarrationPiece,
  type SpokenDocument,
  type Voice,
} from '../engine'

/** One reading of a document, measured: everything `speak --json` reports. */
export interface MeasuredReading {
  readonly firstAudio: FirstAudio
  readonly audioSeconds: number
  readonly wallSeconds: number
  readonly chunks: readonly { frames: number; ms: number }[]
  readonly words: readonly SpokenWord[]
  readonly sentences: readonly SpokenSentence[]
  /** Sounds that the voice's alphabet lacks, and how often they were passed over. */
  readonly skipped: readonly { readonly symbol: string; readonly count: number }[]
}

/** A word where it was heard; its range counts in its block. */
export type SpokenWord = WordTime & { readonly block: number }

/** A sentence, who read it, and where it was heard; its range counts in its block. */
export type SpokenSentence = Pick<
  Extract<NarrationPiece, { kind: 'sentence' }>,
  'block' | 'startChar' | 'endChar' | 'voice' | 'language' | 'startSample' | 'endSample'
>

/** Reads a document to `sink`, which takes every chunk as it would be handed to a player. */
export async function readMeasured(options: {
  voice: Voice
  /** Who reads what; absent: the voice reads everything. */
  casting?: Casting
  document: SpokenDocument
  settings: SpeechSettings
  /** Of what `sink` gets and of the words' times; absent: the voice's own. */
  sampleRateHz?: number
  signal: AbortSignal
  sink: (samples: Float32Array) => Promise<void>
}): Promise<MeasuredReading> {
  const { voice, casting, document, settings, signal, sink } = options
  const { sampleRateHz = voice.sampleRateHz } = options
  const startedAt = performance.now()
  const cutter = createChunkCutter({ sampleRateHz, stream: () => settings.stream })
  const chunks: { frames: number; ms: number }[] = []
  const words: (SpokenWord & { sentence: number })[] = []
  const sentences: (SpokenSentence & { index: number })[] = []
  const skipped = new Map<string, number>()
  /** Where the sound of each sentence really ended, by index. */
  const endSamples: number[] = []
  let firstAudio: FirstAudio | null = null
  let samples = 0
  const handOver = async (chunk: AudioChunk): Promise<void> => {
    // Counted until the sink has them: a large chunk starts later than its first push.
    if (samples === 0 && firstAudio)
      firstAudio = { ...firstAudio, totalMilliseconds: performance.now() - startedAt }
    if (chunk.frames > 0) chunks.push({ frames: round(chunk.frames), ms: round(chunk.renderMilliseconds) })
    samples += chunk.samples.length
    await sink(chunk.samples)
  }
  const pieces = narrate({
    voice,
    casting,
    document,
    from: { block: 0, char: 0 },
    settings: () => settings,
    sampleRateHz,
    signal,
  })
  for await (const piece of pieces) {
    signal.throwIfAborted()
    if (piece.kind === 'first-audio') firstAudio = piece.firstAudio
    if (piece.kind === 'sentence') {
      for (const { symbol, count } of piece.skipped) skipped.set(symbol, (skipped.get(symbol) ?? 0) + count)
      const { block, startChar, endChar, startSample, endSample, index } = piece
      const { voice: reader, language } = piece
      sentences.push({ block, startChar, endChar, voice: reader, language, startSample, endSample, index })
      words.push(...piece.words.map((word) => ({ ...word, block: piece.block, sentence: piece.index })))
    }
    if (piece.kind === 'audio') endSamples[piece.sentence] = piece.startSample + piece.samples.length
    for (const chunk of cutter.add(piece, Infinity)) await handOver(chunk)
  }
  for (const chunk of cutter.flush()) await handOver(chunk)
  return {
    // A narration with a sentence has had its first audio; one without has thrown.
    firstAudio: firstAudio!,
    audioSeconds: samples / sampleRateHz,
    wallSeconds: (performance.now() - startedAt) / 1_000,
    chunks,
    skipped: [...skipped].map(([symbol, count]) => ({ symbol, count })),
    sentences: sentences.map(({ index, ...sentence }) => ({
      ...sentence,
      endSample: Math.min(sentence.endSample, endSamples.at(index) ?? sentence.endSample),
    })),
    // Announced before the sentence was rendered: the voice's silence at its end has been cut since.
    words: words.map(({ sentence, ...word }) => {
      const end = endSamples.at(sentence) ?? word.endSample
      return {
        ...word,
        startSample: Math.min(word.startSample, end),
        endSample: Math.min(word.endSample, end),
      }
    }),
  }
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
