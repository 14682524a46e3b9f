import type { SampledSentence } from '@contract/speech'
import { joinedSamples } from '@contract/joined-samples'
import type { NarratedSentence } from './narrated-text'
import type { Recording } from './recording'
import { damagedRecording } from './damaged-recording'

/** A clip may be said to end a little after its recording: times are rounded, and lengths are read from headers. */
const toleratedSeconds = 0.5
/** Where a recording is left or entered in its middle a ramp of this length keeps it from clicking. */
const rampSeconds = 0.002

/** A sentence on the tape's own clock: samples at its own pace, from 0. */
export interface TapedSentence {
  /** From 1 on when it goes on with the sentence before it; absent: it begins one. */
  readonly part?: number
  readonly block: number
  readonly startChar: number
  readonly endChar: number
  readonly start: number
  readonly end: number
  readonly words: readonly {
    readonly startChar: number
    readonly endChar: number
    readonly start: number
    readonly end: number
  }[]
}

/** What a voice has said of a passage, at the tape's rate. */
export interface SpokenSound {
  /** @returns samples from a place on, fewer than asked for where they are not there yet; silence behind its end */
  take(startSample: number, samples: number): Float32Array<ArrayBuffer>
}

/** Silence, what a voice says, or a recording. */
type Sound = Recording | SpokenSound | null

interface TapedPiece {
  readonly sound: Sound
  /** On the tape, and in its sound. */
  readonly start: number
  readonly end: number
  readonly from: number
  /** It goes on where the piece before it ended. */
  readonly isJoined: boolean
}

/** Sentences of recordings one behind the other, as one run of samples that can be read from anywhere. */
export class SoundTape {
  #pieces: TapedPiece[] = []
  #end = 0

  /** @param open the recording of a piece, at the tape's rate */
  constructor(
    private readonly sampleRateHz: number,
    private readonly open: (piece: { overlay: number; audio: string }) => Promise<Recording>,
  ) {}

  /** Samples there are so far. */
  get end(): number {
    return this.#end
  }

  /** Puts a sentence at the end. @throws what opening its recording met */
  async add({ block, startChar, endChar, pieces, words }: NarratedSentence): Promise<TapedSentence> {
    const start = this.#end
    const placed: { tape: number; from: number; end: number }[] = []
    for (const { overlay, audio, startSeconds, endSeconds } of pieces) {
      const recording = await this.open({ overlay, audio })
      const from = Math.round(startSeconds * this.sampleRateHz)
      const said = endSeconds === null ? await recording.totalSamples() : endSeconds * this.sampleRateHz
      const until = Math.max(from, Math.round(said))
      const tape = this.#end
      this.#append(recording, from, until)
      placed.push({ tape, from, end: this.#end })
    }
    return {
      block,
      startChar,
      endChar,
      start,
      end: this.#end,
      words: words.map((word) => {
        const { tape, from, end } = placed[word.piece]
        const at = (seconds: number): number =>
          Math.min(end, Math.max(tape, tape + Math.round(seconds * this.sampleRateHz) - from))
        return {
          startChar: word.startChar,
          endChar: word.endChar,
          start: at(word.startSeconds),
          end: word.endSeconds === null ? end : at(word.endSeconds),
        }
      }),
    }
  }

  /**
   * Puts a sentence that a voice says at the end, with the pause before it.
   * @param sentence on the clock of its passage
   * @param from     sample of the passage that is heard next
   */
  addSpoken(sentence: SampledSentence, sound: SpokenSound, from: number): TapedSentence {
    const { block, startChar, endChar, startSample, endSample, words } = sentence
    const tape = this.#end
    this.#append(sound, from, Math.max(from, endSample))
    const at = (sample: number): number => Math.min(this.#end, Math.max(tape, tape + sample - from))
    return {
      ...{ block, startChar, endChar, start: at(startSample), end: this.#end },
      words: words.map((word) => ({
        startChar: word.startChar,
        endChar: word.endChar,
        start: at(word.startSample),
        end: at(word.endSample),
      })),
    }
  }

  /** Takes away what lies behind a sample. */
  cutAt(sample: number): void {
    const kept = this.#pieces.filter(({ start }) => start < sample)
    this.#pieces = kept.map((piece) => ({ ...piece, end: Math.min(piece.end, sample) }))
    this.#end = Math.min(this.#end, sample)
  }

  addSilence(samples: number): void {
    if (samples > 0) this.#append(null, 0, samples)
  }

  /**
   * @returns what of the range is there: a piece or less of it; nothing while a voice has not said it
   * @throws AppError 'narration/damaged' when a clip lies beyond its recording
   */
  async read(start: number, samples: number): Promise<Float32Array<ArrayBuffer>> {
    const index = this.#pieces.findLastIndex((piece) => piece.start <= start && piece.end > start)
    const piece = this.#pieces.at(index)
    if (index < 0 || !piece) return new Float32Array(0)
    const count = Math.min(samples, piece.end - start)
    const from = piece.from + start - piece.start
    const { sound } = piece
    const isRecorded = sound !== null && 'read' in sound
    const heard = isRecorded
      ? await sound.read(from, count)
      : (sound?.take(from, count) ?? new Float32Array(count))
    const isShort = isRecorded && heard.length < count
    if (isShort && piece.end - start - heard.length > toleratedSeconds * this.sampleRateHz)
      throw damagedRecording(`it ends before the clip at ${piece.from / this.sampleRateHz} s`)
    const whole = isShort ? joinedSamples(heard, new Float32Array(count - heard.length)) : heard
    this.#ramp(whole, start, piece, this.#pieces.at(index + 1))
    return whole
  }

  /** Forgets what lies before a sample. */
  forgetBefore(sample: number): void {
    const kept = this.#pieces.findIndex(({ end }) => end > sample)
    if (kept > 0) this.#pieces.splice(0, kept)
  }

  #append(sound: Sound, from: number, until: number): void {
    const before = this.#pieces.at(-1)
    const isJoined =
      before !== undefined && before.sound === sound && before.from + before.end - before.start === from
    const start = this.#end
    this.#end += until - from
    this.#pieces.push({ sound, start, end: this.#end, from, isJoined })
  }

  #ramp(samples: Float32Array, start: number, piece: TapedPiece, next: TapedPiece | undefined): void {
    const length = Math.max(1, Math.round(rampSeconds * this.sampleRateHz))
    const isCutIn = !piece.isJoined && piece.from > 0
    const isCutOff = next !== undefined && !next.isJoined
    for (let index = 0; index < samples.length; index++) {
      const at = start + index
      if (isCutIn && at - piece.start < length) samples[index] *= (at - piece.start) / length
      if (isCutOff && piece.end - 1 - at < length) samples[index] *= (piece.end - 1 - at) / length
    }
  }
}
