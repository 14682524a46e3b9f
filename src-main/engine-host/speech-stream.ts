import type { TextPosition } from '@contract/document'
import { AppError, toErrorData } from '@contract/errors'
import { peakOutline } from '@contract/peak-outline'
import type { SpeechSettings } from '@contract/settings'
import { peakSeconds, type FirstAudio, type SpeechEvent, type TakeUp } from '@contract/speech'
import {
  createChunkCutter,
  narrate,
  type AudioChunk,
  type Casting,
  type SpokenDocument,
  type Voice,
} from '../engine'
import type { AudioSink } from './audio-sink'
import { behindSample } from './behind-sample'
import type { Boundary, TextMove } from './boundaries'
import { createRenderMeter } from './render-meter'
import { RenderMemory } from './render-memory'
import type { VoiceLease } from './voice-holder'
import {
  createVoicedNarration,
  type VoicedNarration,
  type VoicedPiece,
  type VoicedSentence,
} from './voiced-narration'

/** Of the buffer ahead: with that much in hand nobody hears that the voice does something else for a sentence. */
const farAheadFraction = 0.5
/** Speech that is no accident of what was said before. */
const gotOnSeconds = 1

/** A document that has become another one. */
export interface RevisedText extends TextMove {
  readonly document: SpokenDocument
  readonly revision: number
}

/** One uninterrupted run of reading, from text to sink. */
export interface SpeechStream {
  readonly id: number
  /** Credit from the player. */
  grant(samples: number): void
  /** For sinks that play themselves; holds from before they exist. */
  setPaused(isPaused: boolean): void
  tune(settings: SpeechSettings): void
  /** @param volume 0..1, for sinks that play themselves */
  setVolume(volume: number): void
  /** For sinks that play themselves: where they fall silent until they are resumed; null: nowhere. */
  setHalt(sample: number | null): void
  /** Another voice can be borrowed: it goes on from a sentence that is not heard yet. */
  changeVoice(): void
  /** The text has changed: reading goes on with it from the next sentence on for which there is time. */
  revise(revised: RevisedText): void
  /** Ends it with 'failed': the sink cannot go on. */
  fail(error: AppError): void
  /** Resolves when the stream has said its last event and holds nothing any more. */
  stop(): Promise<void>
  readonly ended: Promise<void>
  /** Whether so much is rendered ahead of what is heard that the voice has time for other things. */
  readonly isFarAhead: boolean
}

/** Who reads what of a document beside a chosen voice. @param remember makes of any voice the one that is to read */
export type CastStream = (
  voice: Voice,
  settings: () => SpeechSettings,
  document: SpokenDocument,
  remember: (voice: Voice) => Voice,
) => Casting

/**
 * Starts reading. Ends with exactly one of 'end', 'cancelled' and 'failed'; while an 'end' is not heard, a 'cut' may
 * take it back.
 * @param options.sampleRateHz of the sink; absent: the voice's own
 * @param options.takeUp where a host before this one left it; absent: it is begun
 * @param options.emit events for the page's main thread; samples go to the sink
 */
export function startSpeechStream(options: {
  id: number
  borrowVoice: (signal: AbortSignal) => Promise<VoiceLease>
  /** Who reads what beside a chosen voice; absent: it reads everything. */
  cast?: CastStream | undefined
  document: SpokenDocument
  /** Of the document; absent: 0. */
  revision?: number
  from: TextPosition
  until?: TextPosition
  settings: SpeechSettings
  sampleRateHz?: number
  takeUp?: TakeUp | undefined
  createSink: (sampleRateHz: number, capacitySamples: number) => AudioSink
  emit: (event: SpeechEvent) => void
  /** Told once that so much was said that it cannot have been said before. */
  onGotOn?: (() => void) | undefined
}): SpeechStream {
  const { id, emit, takeUp } = options
  let { document, from, until, revision = 0 } = options
  const controller = new AbortController()
  const startedAt = performance.now()
  let settings = options.settings
  let sink: AudioSink | null = null
  let narration: VoicedNarration | null = null
  let sampleRateHz = 0
  let volume = 1
  let isPaused = false
  let isEndTold = false
  let isAllSaid = false
  const memory = new RenderMemory(
    () => settings.stream.bufferAheadSeconds * sampleRateHz,
    () => sampleRateHz,
  )
  const remember = (voice: Voice): Voice => memory.of(voice)

  const narrateWith = (voice: Voice, signal: AbortSignal, boundary?: Boundary) =>
    narrate({
      voice: remember(voice),
      casting: options.cast?.(remember(voice), () => settings, document, remember),
      document,
      from: boundary ? document.withoutTearing(boundary.from) : from,
      until,
      start: boundary?.start,
      sampleRateHz,
      settings: () => settings,
      signal,
    })

  const run = async (): Promise<void> => {
    const { signal } = controller
    const lease = await options.borrowVoice(signal)
    sampleRateHz = options.sampleRateHz ?? lease.voice.sampleRateHz
    const output = options.createSink(sampleRateHz, settings.stream.bufferAheadSeconds * sampleRateHz)
    sink = output
    output.setVolume?.(volume)
    if (isPaused) output.pause?.()
    const { borrowVoice } = options
    narration = createVoicedNarration({
      lease,
      borrowVoice,
      narrate: narrateWith,
      sink: output,
      sampleRateHz,
      signal,
      revision,
      boundary: takeUp?.start && { from, start: takeUp.start },
    })
    let cutter = createChunkCutter({ sampleRateHz, stream: () => settings.stream })
    const meter = createRenderMeter(sampleRateHz)
    let firstAudio: FirstAudio | null = null
    let saidSamples = 0
    let hasGotOn = false
    let sentSamples = takeUp?.sample ?? 0
    /** What comes before it was sent by another host. */
    let fromSample = sentSamples
    if (takeUp)
      emit({ kind: 'cut', streamId: id, startSample: fromSample, sentence: takeUp.start?.index ?? 0 })

    const send = async (chunk: AudioChunk): Promise<void> => {
      await output.ready(signal)
      if (!output.write(chunk)) return
      if (firstAudio && chunk.frames > 0) {
        const totalMilliseconds = performance.now() - startedAt
        emit({ kind: 'first-audio', streamId: id, firstAudio: { ...firstAudio, totalMilliseconds } })
        firstAudio = null
      }
      sentSamples = chunk.startSample + chunk.samples.length
      noteSaid(chunk)
      emit(describeChunk(id, chunk, sampleRateHz))
    }
    const noteSaid = ({ samples, frames }: AudioChunk): void => {
      if (frames > 0) saidSamples += samples.length
      // What another host holds is not said again. Where it is, it cannot be more than the buffer.
      const knownSeconds = output.isElsewhere ? 0 : settings.stream.bufferAheadSeconds
      if (hasGotOn || saidSamples < (gotOnSeconds + knownSeconds) * sampleRateHz) return
      hasGotOn = true
      options.onGotOn?.()
    }
    const sendAll = async (chunks: readonly AudioChunk[]): Promise<void> => {
      for (const chunk of chunks) await send(chunk)
    }
    const tellMetrics = (): void => emit({ kind: 'metrics', streamId: id, sentSamples, ...meter.read() })

    const tellEnd = (): void => {
      isEndTold = true
      emit({ kind: 'end', streamId: id, totalSamples: sentSamples })
    }

    const handle = async (piece: VoicedPiece): Promise<void> => {
      switch (piece.kind) {
        case 'cut':
          isEndTold = false
          isAllSaid = false
          sentSamples = piece.startSample
          fromSample = 0
          cutter = createChunkCutter({ sampleRateHz, stream: () => settings.stream })
          emit({ ...piece, streamId: id })
          return
        case 'end':
          await sendAll(cutter.flush())
          isAllSaid = true
          output.end(sentSamples)
          tellMetrics()
          if (output.isElsewhere) tellEnd()
          return
        case 'first-audio':
          if (!takeUp) firstAudio = piece.firstAudio
          return
        case 'sentence':
          emit(describeSentence(id, piece))
          tellMetrics()
          break
      }
      meter.add(piece)
      const unsent = behindSample(piece, fromSample)
      if (unsent) await sendAll(cutter.add(unsent, output.bufferedSamples / sampleRateHz))
    }

    for await (const piece of narration.pieces()) await handle(piece)
    if (!isEndTold) tellEnd()
  }

  const ended = run().catch(async (error: unknown) => {
    await sink?.dispose()
    const isFailure = error instanceof AppError
    if (isEndTold && !isFailure) return
    if (controller.signal.aborted && !isFailure) return emit({ kind: 'cancelled', streamId: id })
    emit({ kind: 'failed', streamId: id, error: toErrorData(error) })
    // A failure was told to the page; a bug must also be seen by the process border.
    if (!isFailure) throw error
  })
  void ended.finally(() => memory.close()).catch(() => undefined)
  return {
    id,
    ended,
    get isFarAhead() {
      const capacitySamples = settings.stream.bufferAheadSeconds * sampleRateHz
      return isAllSaid || (sink !== null && sink.bufferedSamples >= farAheadFraction * capacitySamples)
    },
    grant: (samples) => sink?.grant?.(samples),
    setPaused(next) {
      isPaused = next
      if (next) sink?.pause?.()
      else sink?.resume?.()
    },
    tune(next) {
      settings = next
      sink?.setCapacity(next.stream.bufferAheadSeconds * sampleRateHz)
    },
    setVolume(next) {
      volume = next
      sink?.setVolume?.(next)
    },
    setHalt: (sample) => sink?.setHalt?.(sample),
    changeVoice: () => narration?.changeVoice(),
    revise(revised) {
      ;({ document, revision } = revised)
      const { move, at } = revised
      from = move(from)
      until &&= move(until)
      narration?.revise({
        number: revision,
        move,
        at,
        isBetweenSentences: (position) => revised.document.isBetweenSentences(position),
      })
    },
    fail: (error) => controller.abort(error),
    async stop() {
      controller.abort(new Error('The stream was stopped'))
      await sink?.dispose()
      await ended
    },
  }
}

function describeSentence(
  streamId: number,
  piece: VoicedSentence,
): Extract<SpeechEvent, { kind: 'sentence' }> {
  const { index, part, revision, block, startChar, endChar, startSample, endSample, words, start } = piece
  return {
    kind: 'sentence',
    streamId,
    index,
    ...(part > 0 ? { part } : {}),
    ...(revision > 0 ? { revision } : {}),
    block,
    startChar,
    endChar,
    startSample,
    endSample,
    words: [...words],
    ...(start ? { start } : {}),
  }
}

function describeChunk(
  streamId: number,
  chunk: AudioChunk,
  sampleRateHz: number,
): Extract<SpeechEvent, { kind: 'chunk' }> {
  return {
    kind: 'chunk',
    streamId,
    sentence: chunk.sentence,
    startSample: chunk.startSample,
    samples: chunk.samples.length,
    frames: chunk.frames,
    renderMilliseconds: chunk.renderMilliseconds,
    peaks: peakOutline(chunk.samples, Math.round(peakSeconds * sampleRateHz)),
  }
}
