import type { AppError } from '@contract/errors'
import type { ProviderReport } from '@contract/providers'
import type { SeamMode, StreamSettings } from '@contract/settings'
import type { SpeakableText } from '../text/speakable-text'
import type { SkippedSymbol } from './symbol-ids'
import type { Tempo } from './tempo'

/** What the acoustic model leaves for the vocoder. Plain arrays, so that they can be handed to another thread. */
export interface AcousticFeatures {
  /** Length in the vocoder's frames. */
  readonly frames: number
  /** Named by the family; owned by whoever holds the features. */
  readonly arrays: Readonly<Record<string, Float32Array<ArrayBuffer>>>
}

/** A word and when it is heard, on the clock of its utterance before trimming and stretching. */
export interface UtteranceWord {
  /** Range of the text given to `analyse`. */
  readonly startChar: number
  readonly endChar: number
  readonly startSample: number
  readonly endSample: number
}

/** Text ready to be rendered: every time is known, no sample exists yet. */
export interface Utterance {
  readonly startChar: number
  readonly endChar: number
  /** Without arrays where its sound is kept, as of `address`. */
  readonly features: AcousticFeatures
  /** What it was made of, by whom, as a digest; absent: nothing of it is kept. */
  readonly address?: string
  /** `features.frames` times the voice's hop. */
  readonly samples: number
  /** Where its last sound ends, as far as the model knows before there is a sample: many end a word with silence. */
  readonly quietSample: number
  readonly words: readonly UtteranceWord[]
  /** Sounds that the voice's alphabet lacks and that are therefore not heard. */
  readonly skipped: readonly SkippedSymbol[]
  /** When work on it began, by the wall clock: front end and acoustic model follow without a break. */
  readonly startedAtMilliseconds: number
  readonly frontEndMilliseconds: number
  readonly acousticMilliseconds: number
}

/** What the samples of an utterance follow from, as the vocoder leaves them. */
export interface SoundPlan {
  readonly seed: number
  readonly stream: StreamSettings
  /** Part of the utterance that is kept, in decoded samples: what lies outside is the voice's own silence. */
  readonly keep: { readonly startSample: number; readonly endSample: number }
}

/** How an utterance becomes sound. */
export interface RenderPlan extends SoundPlan {
  /** Time-stretch after the vocoder: 1 is none, 2 is twice as fast. */
  readonly stretch: number
  /** What comes out: its rate, whatever the voice's own is, how much louder it is than the voice, and whether it is limited though it is not. */
  readonly output: {
    readonly sampleRateHz: number
    readonly gainDecibels: number
    readonly limitsPeaks?: true
  }
  /** Samples of the output dropped from its start, when reading starts inside the utterance. */
  readonly skipSamples: number
}

/** Samples that will not change any more. */
export interface RenderedPush {
  /** Owned by the receiver. Empty pushes are not sent. */
  readonly samples: Float32Array<ArrayBuffer>
  /** Frames of the vocoder that went into it. */
  readonly frames: number
  /** Frames that the next push will take, 0 when this is the last: what can be foreseen of how long it will take. */
  readonly nextFrames: number
  /** What a frame comes to in samples of the result. */
  readonly frameSamples: number
  /** When work on it began, by the wall clock. */
  readonly startedAtMilliseconds: number
  readonly milliseconds: number
  /** Whether its sound was kept: how soon it came says nothing of the next. Absent: it was not. */
  readonly isKept?: boolean
}

/** Which seam modes a voice can do: true, or the reason why not. */
export type SeamAbilities = Readonly<Record<SeamMode, true | string>>

/**
 * Length scale asked for -> the rate that speech then has: a model's durations are whole units, so it strays from what it
 * was asked for. Both columns increase and hold a 1; from the slowest reading speed to the fastest the model does well.
 */
export type Pace = readonly (readonly [lengthScale: number, trueRate: number])[]

export interface VoiceDescription {
  readonly id: string
  readonly name: string
  readonly language: string
  readonly sampleRateHz: number
  /** Integrated loudness of its speech (ITU-R BS.1770); absent: not measured. */
  readonly loudnessLufs?: number
  readonly pace: Pace
  readonly can: { readonly wordTimes: boolean; readonly seams: SeamAbilities }
}

/** By what a voice keeps what it says, known before it says it. */
export interface KeptAddresses {
  /** @param index of the utterance among those that are made of the text */
  utterance(text: SpeakableText, tempo: Tempo, index: number): string
  /** Of the sound of an utterance, as it would be made now. */
  sound(utterance: string, plan: SoundPlan): string
}

/** A loaded voice. Callers ask what it can do, never which family it is of. */
export interface Voice extends VoiceDescription {
  /**
   * What tells it from every voice that would speak otherwise: its files, what it is set to and known for, the code, the
   * runtime, the processor, and what runs it.
   */
  readonly address: string
  /** Absent: it keeps nothing of what it says. */
  readonly keptAddresses?: KeptAddresses | undefined
  /** What runs its vocoder now, for people: "CPU", "WebGPU (SwiftShader)". */
  readonly device: string
  /** Every way of running it, one of them used, and why the others are not; absent: it knows only the CPU. */
  readonly providers?: readonly ProviderReport[]
  /** Told when `device` or `providers` changed: another device proved faster, or one failed. @returns ends it */
  onDeviceChange?(listener: () => void): () => void
  /** Resolves when the voice can speak no more although nobody disposed it; absent: it lives and dies with its caller. */
  readonly lost?: Promise<AppError>
  /**
   * @param text one sentence
   * @returns in order; none when nothing in `text` can be said; several when it is longer than the model takes. Each
   * is made when it is asked for, so that leaving early, or `signal`, ends the work within one of them
   * @throws AppError 'voice/incompatible', 'text/sentence-too-long'; `signal.reason` when aborted
   */
  analyse(text: SpeakableText, tempo: Tempo, signal: AbortSignal): AsyncIterable<Utterance>
  /** As `analyse`, as if nothing were kept of what was said, nor is of this; absent: nothing ever is. */
  readonly analyseAfresh?: (
    text: SpeakableText,
    tempo: Tempo,
    signal: AbortSignal,
  ) => AsyncIterable<Utterance>
  /** Takes the features over: an utterance is rendered once. Ends early with `signal.reason` within one push. */
  render(utterance: Utterance, plan: RenderPlan, signal: AbortSignal): AsyncIterable<RenderedPush>
  /** May be called twice; waits for the run under way, because cutting it off aborts the process. */
  dispose(): Promise<void>
}

/** The first half of a family: text to features. Blocks its thread while it runs. */
export interface AcousticModel {
  /** One utterance for every `next()`: what is not asked for any more is not made. @see analyseParts */
  analyse(text: SpeakableText, tempo: Tempo): AsyncGenerator<Utterance, void, void>
  /** Makes the first sentence come as fast as the next, for somebody who waits for it; absent: it does. */
  warmUp?(): Promise<void>
  dispose(): Promise<void>
}

/** The second half: features to samples, in pushes. `State` is a value; weights are not in it. */
export interface Vocoder<State = unknown> {
  readonly hopSamples: number
  readonly pushGrid: PushGrid
  /** Frames that must be fed beyond those whose samples are wanted. */
  readonly lookAheadFrames: number
  /**
   * Of a voice that cannot carry its state: where its pushes end instead of on the grid, so that what it does in the
   * place of 'cached' is the best it can. Frames, increasing, the last `features.frames`; nothing but the features counts.
   */
  pushEnds?(features: AcousticFeatures): readonly number[]
  init(features: AcousticFeatures, seed: number): State
  /**
   * Feeds frames up to `untilFrame` (exclusive, more than the state has seen); at `features.frames` everything held back is flushed.
   * @param state replaced by the result, do not reuse
   * @returns samples are the caller's, with all of their memory
   */
  step(
    features: AcousticFeatures,
    state: State,
    untilFrame: number,
  ): Promise<{ samples: Float32Array<ArrayBuffer>; state: State }>
  /** Gives back what a state holds outside this process's memory, when it will not be stepped any more; twice is once. */
  release?(state: State): void
  /** Decodes frames [startFrame, endFrame) alone, as if nothing came before or after: (endFrame - startFrame) * hopSamples samples. */
  decodeWindow(
    features: AcousticFeatures,
    startFrame: number,
    endFrame: number,
    seed: number,
  ): Promise<Float32Array<ArrayBuffer>>
  dispose(): Promise<void>
}

/** Lengths of the pushes of every sentence, in frames; the last repeats. */
export interface PushGrid {
  readonly frames: readonly number[]
  /** A remainder shorter than this joins the push before it. */
  readonly minimumTailFrames: number
}
