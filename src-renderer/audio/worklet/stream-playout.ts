import type { PcmMessage } from '@contract/pcm-messages'
import type { ClockReading } from '../shared-clock'
import { fallingFactor, type FallingStretch } from './falling-level'
import { checksumSamples, emptyChecksum } from './sample-checksum'
import { SampleQueue } from './sample-queue'

/** A cut in a wave clicks; a ramp of this length does not, and nobody hears that it is there. */
const fadeSeconds = 0.005
/** A step in loudness crackles; the volume takes this long from silence to full. */
const volumeRampSeconds = 0.02
/** After running dry, this much must be waiting before sound goes on: one gap instead of a stutter. */
const rebufferSeconds = 0.25
/**
 * Each time it runs dry again it waits for twice as much, up to this: less than the least that is sent ahead (2 s),
 * for which it would wait in vain.
 */
const maxRebufferSeconds = 1.5
/** So much played without a gap, and as little is waited for as at first. */
const smoothSeconds = 30
/** Nothing has come for this long: whoever speaks cannot keep up, and the stream ends with a whole word rather than in one. */
const stalledSeconds = 0.5
/**
 * Of what has come of the next word, and of the pause before it, this much at most is kept back: with as much on top as
 * is waited for at least it is no more than the most that is waited for.
 */
const maxPartOfWordSeconds = maxRebufferSeconds - rebufferSeconds
/** An output that was silent for so long may have gone to sleep. */
const idleSeconds = 2
/** 60 s ahead in chunks of 20 ms make 3,000 pieces; more than this means that credit is not honoured. */
const maxPieces = 8_192

/**
 * What the audio thread does with a stream, without the audio thread: bounded queue, volume, fades, underruns, clock.
 * `render` neither allocates nor blocks. Its public fields are the clock: valid until the next call, copied by the `ClockWriter`.
 */
export class StreamPlayout implements ClockReading {
  streamId = 0
  heardSamples = 0
  heardFrame = 0
  firstFrame = -1
  receivedSamples = 0
  receivedChecksum = emptyChecksum
  underruns = 0
  refused = 0
  starving = false
  ended = false
  halted = false

  readonly #queue = new SampleQueue(maxPieces)
  readonly #fadeStep: number
  readonly #volumeStep: number
  readonly #sampleRateHz: number
  #rebufferSeconds = rebufferSeconds
  /** Played since it last ran dry. */
  #smoothSamples = 0
  /** Rendered since samples came last. */
  #stalledFrames = 0
  /** Where the last word ends that has come whole. */
  #wordEnd = 0
  /** What it kept back when it ran dry: too little to go on with, or it would run dry again within the word. */
  #keptBackSamples = 0
  /** Silence before sound that follows on idleness, in frames, and what is left of it. */
  #leadInFrames = 0
  #leadInLeft = 0
  /** Frames since there was sound. */
  #idleFrames = Infinity
  /** What is left of a stream that was cut off, already faded, mixed into the next block. */
  readonly #tail: Float32Array
  #tailStart = 0
  #tailEnd = 0
  #totalSamples = Infinity
  /** The sample before which it stands still. */
  #haltAt = Infinity
  /** The stretch over which it falls silent; at its end it stands still. */
  #fallFrom = Infinity
  #fallUntil = Infinity
  #fallFactor = 1
  /** What the fall has left of the level. */
  #fallen = 1
  #open = false
  #paused = false
  /** Fade factor: 1 while playing, 0 while paused. */
  #level = 1
  #volume = 1
  #volumeTarget = 1

  constructor(sampleRateHz: number) {
    this.#sampleRateHz = sampleRateHz
    const fadeSamples = Math.max(1, Math.round(fadeSeconds * sampleRateHz))
    this.#fadeStep = 1 / fadeSamples
    this.#tail = new Float32Array(fadeSamples)
    this.#volumeStep = 1 / (volumeRampSeconds * sampleRateHz)
  }

  /**
   * Makes a newer stream the current one; what was audible of the earlier one fades out. Older ids are ignored.
   * @param leadInSeconds silence before its sound wherever the output was silent for long; absent: as before
   */
  begin(streamId: number, leadInSeconds?: number): void {
    if (leadInSeconds !== undefined) this.#leadInFrames = Math.round(leadInSeconds * this.#sampleRateHz)
    if (streamId <= this.streamId) return
    this.#cutOff()
    this.streamId = streamId
    this.heardSamples = 0
    this.firstFrame = -1
    this.receivedSamples = 0
    this.receivedChecksum = emptyChecksum
    this.starving = false
    this.ended = false
    this.halted = false
    this.#haltAt = Infinity
    this.setFade(streamId, null)
    this.#fallen = 1
    this.#wordEnd = 0
    this.#stalledFrames = 0
    this.#totalSamples = Infinity
    this.#open = true
    this.#paused = false
    this.#level = 1
    this.#volume = this.#volumeTarget
  }

  pause(): void {
    this.#paused = true
    if (this.firstFrame < 0) this.#level = 0
  }

  resume(): void {
    this.#paused = false
    this.halted = false
  }

  /** Ends the current stream; later messages of it are ignored. */
  stop(): void {
    this.#cutOff()
    this.#open = false
    this.starving = false
  }

  /**
   * The stream stands still before a sample, without a fade, until it is resumed: nothing of what follows is heard.
   * @param sample null: nowhere; one that was heard already counts for nothing
   */
  setHalt(streamId: number, sample: number | null): void {
    if (streamId !== this.streamId) return
    this.#haltAt = sample !== null && sample > this.heardSamples ? sample : Infinity
  }

  /** A word ends before a sample: should more have to be awaited soon after it, it is awaited there. */
  setWordEnd(streamId: number, sample: number): void {
    if (streamId === this.streamId) this.#wordEnd = sample
  }

  /**
   * The stream falls silent over a stretch and stands still at its end until it is resumed.
   * @param fall null: it goes back to its level, over the ramp of the volume
   */
  setFade(streamId: number, fall: FallingStretch | null): void {
    if (streamId !== this.streamId) return
    this.#fallFrom = fall ? Math.max(fall.fromSample, this.heardSamples) : Infinity
    this.#fallUntil = fall?.untilSample ?? Infinity
    this.#fallFactor = fall ? fallingFactor({ ...fall, fromSample: this.#fallFrom }) : 1
    if (fall) this.#fallen = fall.fromLevel
  }

  /** @param volume 0..1, reached over a ramp */
  setVolume(volume: number): void {
    this.#volumeTarget = Math.min(1, Math.max(0, volume))
  }

  /** Takes samples or the end of a stream. A newer stream may announce itself here, because two ports have no common order. */
  receive(message: PcmMessage): void {
    this.begin(message.streamId)
    if (message.streamId !== this.streamId || !this.#open) return
    if (message.kind === 'end') {
      if (message.totalSamples === this.receivedSamples) this.#totalSamples = message.totalSamples
      else this.refused += 1
      return
    }
    if (message.kind === 'cut') return this.#cutAt(message.startSample)
    if (message.startSample !== this.receivedSamples || !this.#queue.push(message.samples)) {
      this.refused += 1
      return
    }
    this.#stalledFrames = 0
    this.receivedSamples += message.samples.length
    this.receivedChecksum = checksumSamples(this.receivedChecksum, message.samples)
  }

  /**
   * Fills one block of output.
   * @param output mono, overwritten
   * @param frame  number of the block's first frame on the audio context's clock
   * @returns samples taken from the queue, to be given back as credit
   */
  render(output: Float32Array, frame: number): number {
    output.fill(0)
    this.#mixTail(output)
    if (!this.#open || this.ended || this.halted) {
      this.#idleFrames += output.length
      return 0
    }
    const waiting = this.#queue.samples
    const complete = this.receivedSamples >= this.#totalSamples
    if (this.starving && (complete || waiting >= this.#awaitedSamples())) this.starving = false
    this.#stalledFrames += output.length
    if (this.starving) return 0
    if (this.#leadsIn(output.length, waiting)) return 0
    const restAt = complete ? Infinity : this.#restAt()
    const taken = this.#play(output, restAt)
    this.#idleFrames = taken > 0 ? 0 : this.#idleFrames + output.length
    if (taken > 0) {
      if (this.firstFrame < 0) this.firstFrame = frame
      this.heardSamples += taken
      this.heardFrame = frame + taken
      this.#smoothSamples += taken
    }
    if (this.heardSamples >= Math.min(this.#haltAt, this.#fallUntil)) {
      this.halted = true
      this.#haltAt = Infinity
      if (this.heardSamples >= this.#fallUntil) this.#fallUntil = Infinity
      return taken
    }
    if (this.#queue.samples === 0 && !this.#paused) {
      if (this.heardSamples >= this.#totalSamples) this.ended = true
      else if (taken < output.length && this.firstFrame >= 0) this.#runDry(output, taken)
    } else if (this.heardSamples >= restAt && !this.#paused) this.#runDry(output, taken)
    return taken
  }

  /** So much is in hand before it goes on after running dry. */
  #awaitedSamples(): number {
    const least = this.#keptBackSamples + rebufferSeconds * this.#sampleRateHz
    return Math.max(least, this.#rebufferSeconds * this.#sampleRateHz)
  }

  /** Where it waits for more with a whole word behind it, although some of the next one has come; Infinity: nowhere. */
  #restAt(): number {
    const isStalled = this.#stalledFrames >= stalledSeconds * this.#sampleRateHz
    const isAhead = this.#wordEnd > this.heardSamples && this.#wordEnd <= this.receivedSamples
    const isPart = this.receivedSamples - this.#wordEnd <= maxPartOfWordSeconds * this.#sampleRateHz
    return isStalled && isAhead && isPart ? this.#wordEnd : Infinity
  }

  /** Whether a block stays silent before sound, so that the output wakes. */
  #leadsIn(frames: number, waiting: number): boolean {
    if (this.#paused || waiting === 0) return false
    if (this.#idleFrames >= idleSeconds * this.#sampleRateHz) this.#leadInLeft = this.#leadInFrames
    this.#idleFrames = 0
    if (this.#leadInLeft <= 0) return false
    this.#leadInLeft -= frames
    return true
  }

  #play(output: Float32Array, restAt: number): number {
    let taken = 0
    const standsAt = Math.min(this.#haltAt, this.#fallUntil, restAt)
    const room = Math.min(output.length, standsAt - this.heardSamples)
    while (taken < room && this.#queue.samples > 0) {
      if (this.#paused) {
        this.#level = Math.max(0, this.#level - this.#fadeStep)
        if (this.#level === 0) break
      } else if (this.#level < 1) this.#level = Math.min(1, this.#level + this.#fadeStep)
      this.#stepVolume()
      const level = this.#level * this.#volume * this.#fallAt(this.heardSamples + taken)
      output[taken] = (output[taken] ?? 0) + this.#queue.shift() * level
      taken += 1
    }
    return taken
  }

  /**
   * What was received from a sample on gives way to what follows. If it is being heard already, the clock steps back:
   * a moment is heard twice, which is better than none. A stream that has been heard to its end only goes on behind it;
   * one that stands still stands still.
   */
  #cutAt(sample: number): void {
    if (sample > this.receivedSamples || (this.ended && sample < this.receivedSamples)) {
      this.refused += 1
      return
    }
    this.#queue.dropLast(this.receivedSamples - sample)
    this.receivedSamples = sample
    this.heardSamples = Math.min(this.heardSamples, sample)
    this.#keptBackSamples = 0
    this.#haltAt = Infinity
    // It waits for what follows, which is no underrun.
    this.starving ||= this.ended
    this.ended = false
    this.#totalSamples = Infinity
  }

  /** The last samples go to silence in a straight line, as everything that ends does. */
  #fallAt(sample: number): number {
    if (sample >= this.#fallFrom) this.#fallen *= this.#fallFactor
    else if (this.#fallFrom === Infinity && this.#fallen < 1 && !this.#paused)
      this.#fallen = Math.min(1, this.#fallen + this.#volumeStep)
    return this.#fallen * Math.min(1, (this.#fallUntil - sample) * this.#fadeStep)
  }

  #stepVolume(): void {
    const gap = this.#volumeTarget - this.#volume
    if (Math.abs(gap) <= this.#volumeStep) this.#volume = this.#volumeTarget
    else this.#volume += Math.sign(gap) * this.#volumeStep
  }

  /** Silence until more came. The last samples of the block are bent to zero: too short for a full fade, better than a cliff. */
  #runDry(output: Float32Array, taken: number): void {
    const bent = Math.min(taken, this.#tail.length)
    for (let index = 0; index < bent; index += 1) {
      const at = taken - bent + index
      output[at] = (output[at] ?? 0) * (1 - (index + 1) / bent)
    }
    // A machine that was too slow once will be again: better one longer wait than many.
    if (this.#smoothSamples >= smoothSeconds * this.#sampleRateHz) this.#rebufferSeconds = rebufferSeconds
    else if (this.underruns > 0)
      this.#rebufferSeconds = Math.min(maxRebufferSeconds, this.#rebufferSeconds * 2)
    this.#smoothSamples = 0
    this.#keptBackSamples = this.#queue.samples
    this.starving = true
    this.#level = 0
    this.underruns += 1
  }

  /** Empties the queue, keeping a faded end of what was audible. */
  #cutOff(): void {
    this.#tailStart = 0
    this.#tailEnd = 0
    const audible = this.#open && !this.starving && !this.ended && this.firstFrame >= 0
    while (audible && this.#queue.samples > 0 && this.#tailEnd < this.#tail.length) {
      this.#level = Math.max(0, this.#level - this.#fadeStep)
      if (this.#level === 0) break
      this.#tail[this.#tailEnd] = this.#queue.shift() * this.#level * this.#volume
      this.#tailEnd += 1
    }
    this.#queue.clear()
  }

  #mixTail(output: Float32Array): void {
    for (let index = 0; index < output.length && this.#tailStart < this.#tailEnd; index += 1) {
      output[index] = this.#tail[this.#tailStart] ?? 0
      this.#tailStart += 1
    }
  }
}
