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
  /** null until the voice is loaded. */
  sink(): AudioSink | null
  tune(settings: SpeechSettings): void
  /** Resolves when the stream has said its last event. */
  stop(): Promise<void>
  readonly ended: Promise<void>
}

/**
 * Starts reading. Ends with exactly one of 'end', 'cancelled' and 'failed'.
 * @param emit events for the page's main thread; samples go to the sink
 */
export function startSpeechStream(options: {
  id: number
  voice: () => Promise<Voice>
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

  const run = async (): Promise<void> => {
    const voice = await options.voice()
    sampleRateHz = voice.sampleRateHz
    const output = options.createSink(voice, settings.stream.bufferAheadSeconds * sampleRateHz)
    sink = output
    const { signal } = controller
    const cutter = createChunkCutter({ sampleRateHz, stream: () => settings.stream })
    const { document, from, until } = options
    const meter = createRenderMeter(sampleRateHz)
    let firstAudio: FirstAudio | null = null
    let sentSamples = 0

    const send = async (chunk: AudioChunk): Promise<void> => {
      await output.ready(signal)
      output.write(chunk)
      if (sentSamples === 0 && firstAudio) {
        const totalMilliseconds = performance.now() - startedAt
        emit({ kind: 'first-audio', streamId: id, firstAudio: { ...firstAudio, totalMilliseconds } })
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
    output.end(sentSamples)
    emit({ kind: 'metrics', streamId: id, sentSamples, ...meter.read() })
    emit({ kind: 'end', streamId: id, totalSamples: sentSamples })
  }

  const ended = run().catch((error: unknown) => {
    sink?.dispose()
    if (controller.signal.aborted) emit({ kind: 'cancelled', streamId: id })
    else emit({ kind: 'failed', streamId: id, error: toErrorData(error) })
    // A failure was told to the page; a bug must also be seen by the process border.
    if (!controller.signal.aborted && !(error instanceof AppError)) throw error
  })
  return {
    id,
    ended,
    sink: () => sink,
    tune(next) {
      settings = next
      sink?.setCapacity(next.stream.bufferAheadSeconds * sampleRateHz)
    },
    async stop() {
      controller.abort(new Error('The stream was stopped'))
      sink?.dispose()
      await ended
    },
  }
}
