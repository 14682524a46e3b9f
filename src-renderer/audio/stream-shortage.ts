import type { Settings } from '@contract/settings'
import type { EngineLine } from './engine-line'
import type { Stream } from './reading-stream'
import type { StreamProgress } from './stream-clock'

/** With more than this waiting nobody has to know yet where a word ends. */
const nearSeconds = 2
/** As far ahead as a person can choose, in seconds. */
const mostAheadSeconds = 60

/**
 * What is done about sound that comes too slowly: the stream is told where its words end, so that it breaks off behind
 * one, and whenever it has run dry speech is made twice as far ahead, for as long as the page lives.
 */
export class StreamShortage {
  #leastAheadSeconds = 0
  #underruns = 0
  #lookedAtStreamId = -1
  /** Of that stream alone. */
  #streamUnderruns = 0
  #toldStreamId = -1
  #toldSample = 0

  constructor(private readonly line: Pick<EngineLine, 'output'>) {}

  /** Times a stream has run dry, over all that were looked at. */
  get underruns(): number {
    return this.#underruns
  }

  /** Settings that look at least as far ahead as turned out to be needed. */
  fit(settings: Settings): Settings {
    const { stream } = settings.speech
    if (stream.bufferAheadSeconds >= this.#leastAheadSeconds) return settings
    const ahead = { ...stream, bufferAheadSeconds: this.#leastAheadSeconds }
    return { ...settings, speech: { ...settings.speech, stream: ahead } }
  }

  /** @returns whether more is to be made ahead than before: it has run dry */
  look(stream: Stream, { sample, underruns }: StreamProgress): boolean {
    this.#tellWordEnd(stream, sample)
    const before = stream.id === this.#lookedAtStreamId ? this.#streamUnderruns : 0
    this.#lookedAtStreamId = stream.id
    this.#streamUnderruns = underruns
    if (underruns <= before) return false
    this.#underruns += underruns - before
    const { bufferAheadSeconds } = stream.settings.speech.stream
    this.#leastAheadSeconds = Math.min(mostAheadSeconds, 2 * bufferAheadSeconds)
    return this.#leastAheadSeconds > bufferAheadSeconds
  }

  #tellWordEnd({ id, timeline, settings, sampleRateHz }: Stream, heard: number): void {
    const { output } = this.line
    if (!output || sampleRateHz === null || settings.audio.output !== 'window') return
    const { streamId, receivedSamples } = output.readClock()
    if (streamId !== id || receivedSamples - heard > nearSeconds * sampleRateHz) return
    const sample = timeline.wordEndUpTo(receivedSamples)
    if (sample === null || (id === this.#toldStreamId && sample === this.#toldSample)) return
    this.#toldStreamId = id
    this.#toldSample = sample
    output.setWordEnd(id, sample)
  }
}
