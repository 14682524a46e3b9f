import type { SeamMode } from '@contract/settings'
import type { Deviation } from './deviation'
import type { Precision } from './subject'

/** A text said by the test, and what its files are called after. */
export interface SeamText {
  /** A word for file names. */
  readonly label: string
  readonly text: string
}

/** A sound that takes are compared with. */
export interface SeamReference {
  readonly type: 'reference'
  /** Unique in the test; fit for a file's name. */
  readonly name: string
  readonly samples: Float32Array<ArrayBuffer>
}

/**
 * A text in chunks, measured against the same text made in one piece.
 * - law: the vocoder is pushed at exactly that many frames; the reference is one push;
 * - played: what a player is given at that chunk length; the reference is what an export writes.
 */
export interface SeamTake {
  readonly type: 'take'
  readonly name: string
  readonly reference: SeamReference
  readonly text: SeamText
  readonly kind: 'law' | 'played'
  readonly mode: SeamMode
  readonly precision: Precision
  /** null for what is played; for everything at once the frames of the whole text. */
  readonly pushFrames: number | null
  /** Everything at once: no join in it. */
  readonly isWhole: boolean
  /** null for the law. */
  readonly chunkMilliseconds: number | null
  readonly samples: Float32Array<ArrayBuffer>
  /** Where one chunk ends and the next begins. */
  readonly joins: readonly number[]
  readonly deviation: Deviation
  /** From text to the first samples. */
  readonly firstAudioMilliseconds: number
  /** Time in chunks over time in one piece: least of interleaved runs. */
  readonly computeRatio: number
}
