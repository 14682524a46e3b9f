import type { FirstAudio, SpeechEvent } from '@contract/speech'
import type { Stream } from './reading-stream'
import type { ClockReading } from './shared-clock'
import type { ChunkEvent, Instruments } from './speech-player-types'

/** 60 s ahead in chunks of 20 ms, and some of the past. */
const keptChunks = 4_096
const keptClicks = 100

/** Figures of one stream as the engine reports them, and of all streams where the player measures itself. */
export class StreamInstruments {
  firstAudio: FirstAudio | null = null
  realTimeFactor: number | null = null
  /** Samples the engine has sent; the only measure of the buffer when the engine plays. */
  sentSamples = 0
  chunks: ChunkEvent[] = []
  clicks: number[] = []

  /** A new stream: everything but the clicks starts again. */
  reset(): void {
    this.firstAudio = null
    this.realTimeFactor = null
    this.sentSamples = 0
    this.chunks = []
  }

  note(event: Extract<SpeechEvent, { kind: 'chunk' | 'first-audio' | 'metrics' }>): void {
    switch (event.kind) {
      case 'chunk':
        this.chunks.push(event)
        if (this.chunks.length > keptChunks) this.chunks = this.chunks.slice(keptChunks / 4)
        return
      case 'first-audio':
        this.firstAudio = event.firstAudio
        return
      case 'metrics':
        this.realTimeFactor = event.realTimeFactor
        this.sentSamples = event.sentSamples
    }
  }

  /** Forgets the chunks that will not be heard. */
  cutAt(sample: number): void {
    this.chunks = this.chunks.filter(({ startSample }) => startSample < sample)
    this.sentSamples = Math.min(this.sentSamples, sample)
  }

  noteClick(milliseconds: number): void {
    this.clicks.push(milliseconds)
    if (this.clicks.length > keptClicks) this.clicks.shift()
  }

  /**
   * All figures as they stand.
   * @param clock       of the output in the window, if there is one
   * @param heardSample of the stream's clock; undefined before anything was heard
   */
  read(
    stream: Stream | null,
    clock: ClockReading | undefined,
    heardSample: number | undefined,
    underruns: number,
  ): Instruments {
    const isInWorklet = clock !== undefined && clock.streamId === stream?.id
    const sentSamples = isInWorklet ? clock.receivedSamples : this.sentSamples
    return {
      sampleRateHz: stream?.sampleRateHz ?? null,
      firstAudio: this.firstAudio,
      clickToAudibleMilliseconds: this.clicks,
      realTimeFactor: this.realTimeFactor,
      bufferAheadSeconds:
        Math.max(0, sentSamples - (heardSample ?? sentSamples)) / (stream?.sampleRateHz ?? 1),
      underruns,
      chunks: this.chunks,
      sentences: stream?.timeline.sentences ?? [],
      received: {
        streamId: clock?.streamId ?? 0,
        samples: clock?.receivedSamples ?? 0,
        checksum: clock?.receivedChecksum ?? 0,
      },
    }
  }
}
