import type { SpeakableText } from '../text/speakable-text'
import type { ErrorData } from '@contract/errors'
import type { Reason } from '@contract/reasons'
import type { DeviceId } from '@contract/settings'
import type { VoiceWork } from '@contract/voice-stages'
import type { Placement } from '../onnx/placement'
import type { Keeping } from '../speech-cache/kept-utterances'
import type { InstalledVoice } from '../voices/family'
import type { Tempo } from '../voices/tempo'
import type { RenderedPush, RenderPlan, Utterance } from '../voices/voice'

/** Handed to an inference worker at its start: what it does of which voice. */
export interface InferenceWorkerData {
  readonly voice: InstalledVoice
  readonly work: VoiceWork
  /** What runs the vocoder. */
  readonly placement?: Placement | undefined
  /** Where what it makes is kept, and looked for before it is made, and whether just now; absent: nowhere. */
  readonly speech?: { readonly directory: string; readonly isOn: boolean } | undefined
}

/** To a worker. Jobs run one after the other; `id` is the job's. */
export type InferenceRequest =
  | {
      readonly kind: 'analyse'
      readonly id: number
      readonly text: SpeakableText
      readonly tempo: Tempo
      readonly keeping: Keeping
      /** Utterances that may be sent before the first 'grant', where they are sent one by one. */
      readonly credit: number
    }
  | {
      readonly kind: 'render'
      readonly id: number
      readonly utterance: Utterance
      readonly plan: RenderPlan
      /** Pushes that may be sent before the first 'grant', where they are sent one by one. */
      readonly credit: number
    }
  | { readonly kind: 'grant'; readonly id: number; readonly credit: number }
  | { readonly kind: 'cancel'; readonly id: number }
  /** Runs the vocoder elsewhere, from the next sentence on. Answered by 'placed' or 'fell-back'. */
  | { readonly kind: 'place'; readonly placement: Placement }
  /** Keeps what it makes from now on, or no more. Answered by 'keeping-set' once nothing is on its way to the disk. */
  | { readonly kind: 'set-keeping'; readonly id: number; readonly isOn: boolean }
  /** Finish the push under way, free the sessions and end. */
  | { readonly kind: 'close' }

/**
 * From a worker. Every job ends with one of 'done', 'analysed', 'rendered', 'sound-gone', 'failed', 'cancelled'. All of a
 * voice in one thread makes sentences that nobody hears yet: it sends what it made of a job in one message instead of one
 * for each item, because every message takes the processor from a thread that renders.
 */
export type InferenceReply =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'placed'; readonly placement: Placement }
  /** A device failed or could not be opened; the CPU has taken over. */
  | { readonly kind: 'fell-back'; readonly device: DeviceId; readonly reason: Reason }
  | { readonly kind: 'keeping-set'; readonly id: number }
  /** So much more is kept, under that name. */
  | { readonly kind: 'kept'; readonly name: string; readonly bytes: number }
  /** Nothing can be kept any more, until the next 'set-keeping'. */
  | { readonly kind: 'keeping-failed'; readonly error: ErrorData }
  | { readonly kind: 'load-failed'; readonly error: ErrorData }
  | { readonly kind: 'utterance'; readonly id: number; readonly utterance: Utterance }
  | { readonly kind: 'push'; readonly id: number; readonly push: RenderedPush }
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'analysed'; readonly id: number; readonly utterances: readonly Utterance[] }
  | { readonly kind: 'rendered'; readonly id: number; readonly pushes: readonly RenderedPush[] }
  /** In place of the first push: there are no features, and the sound that was kept is gone. Ends the job. */
  | { readonly kind: 'sound-gone'; readonly id: number }
  | { readonly kind: 'cancelled'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorData }
