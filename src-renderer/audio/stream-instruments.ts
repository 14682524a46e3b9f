import type { FirstAudio, SpeechEvent } from '@contract/speech'
import type { ChunkEvent } from './speech-player-types'

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
}
