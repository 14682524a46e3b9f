import type { TextPosition } from '@contract/document'
import { AppError, toErrorData } from '@contract/errors'
import type { SpeechSettings } from '@contract/settings'
import type { FirstAudio, SpeechEvent } from '@contract/speech'
import {
  createChunkCutter,
  narrate,
  peakOutline,
  type AudioChunk,
  type SpokenDocument,
  type Voice,
} from '../engine'
import type { AudioSink } from './audio-sink'
import { createRenderMeter } from './render-meter'

/** Window of the waveform outline sent with every chunk. */
const outlineSeconds = 0.005

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
  /** Ends it with 'failed': the sink cannot go on. */
  fail(error: AppError): void
  /** Resolves when the stream has said its last event and holds nothing any more. */
  stop(): Promise<void>
  readonly ended: Promise<void>
}

/**
 * Starts reading. Ends with exactly one of 'end', 'cancelled' and 'failed'.
 * @param emit events for the page's main thread; samples go to the sink
 */
export function startSpeechStream(options: {
  id: number
  voice: (signal: AbortSignal) => Promise<Voice>
  document: SpokenDocument
  from: TextPosition
  until?: TextPosition
  settings: SpeechSettings
  createSink: (voice: Voice, capacitySamples: number) => AudioSink
  emit: (event: SpeechEvent) => void
}): SpeechStream {
  const { id, emit } = options
  const controller = new AbortController()
  const startedAt = performance.now()
  let settings = options.settings
  let sink: AudioSink | null = null
  let sampleRateHz = 0
  let volume = 1
  let isPaused = false

  const run = async (): Promise<void> => {
    const { signal } = controller
    const voice = await options.voice(signal)
    sampleRateHz = voice.sampleRateHz
    const output = options.createSink(voice, settings.stream.bufferAheadSeconds * sampleRateHz)
    sink = output
    output.setVolume?.(volume)
    if (isPaused) output.pause?.()
    const cutter = createChunkCutter({ sampleRateHz, stream: () => settings.stream })
    const { document, from, until } = options
    const meter = createRenderMeter(sampleRateHz)
    let firstAudio: FirstAudio | null = null
    let sentSamples = 0

    const send = async (chunk: AudioChunk): Promise<void> => {
      await output.ready(signal)
      output.write(chunk)
      if (firstAudio && chunk.frames > 0) {
        const totalMilliseconds = performance.now() - startedAt
        emit({ kind: 'first-audio', streamId: id, firstAudio: { ...firstAudio, totalMilliseconds } })
        firstAudio = null
      }
      sentSamples += chunk.samples.length
      emit({
        kind: 'chunk',
        streamId: id,
        sentence: chunk.sentence,
        startSample: chunk.startSample,
        samples: chunk.samples.length,
        frames: chunk.frames,
        renderMilliseconds: chunk.renderMilliseconds,
        peaks: peakOutline(chunk.samples, Math.round(outlineSeconds * sampleRateHz)),
      })
    }

    for await (const piece of narrate({ voice, document, from, until, settings: () => settings, signal })) {
      meter.add(piece)
      if (piece.kind === 'first-audio') firstAudio = piece.firstAudio
      if (piece.kind === 'sentence') {
        const { index, block, startChar, endChar, startSample, endSample, words } = piece
        emit({
          kind: 'sentence',
          streamId: id,
          index,
          block,
          startChar,
          endChar,
          startSample,
          endSample,
          words: [...words],
        })
        emit({ kind: 'metrics', streamId: id, sentSamples, ...meter.read() })
      }
      for (const chunk of cutter.add(piece, output.bufferedSamples / sampleRateHz)) await send(chunk)
    }
    for (const chunk of cutter.flush()) await send(chunk)
    await output.end(sentSamples, signal)
    emit({ kind: 'metrics', streamId: id, sentSamples, ...meter.read() })
    emit({ kind: 'end', streamId: id, totalSamples: sentSamples })
  }

  const ended = run().catch(async (error: unknown) => {
    await sink?.dispose()
    const isFailure = error instanceof AppError
    if (controller.signal.aborted && !isFailure) return emit({ kind: 'cancelled', streamId: id })
    emit({ kind: 'failed', streamId: id, error: toErrorData(error) })
    // A failure was told to the page; a bug must also be seen by the process border.
    if (!isFailure) throw error
  })
  return {
    id,
    ended,
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
    fail: (error) => controller.abort(error),
    async stop() {
      controller.abort(new Error('The stream was stopped'))
      await sink?.dispose()
      await ended
    },
  }
}
