import type { PcmMessage } from '@contract/pcm-messages'
import type { FallingStretch } from './falling-level'

/** Page -> worklet, on the node's own port. */
export type OutputCommand =
  /** The pcm port of a fresh connection; the earlier one is closed. */
  | { kind: 'port'; port: MessagePort }
  /** Samples that the page itself has. */
  | { kind: 'feed'; message: PcmMessage }
  | { kind: 'begin'; streamId: number; leadInSeconds: number }
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'stop' }
  | { kind: 'volume'; volume: number }
  /** The stream stands still before this sample until it is resumed; null: nowhere. */
  | { kind: 'halt'; streamId: number; sample: number | null }
  /** A word ends at this sample: where what has come ends soon after it, the stream waits for more there. */
  | { kind: 'word-end'; streamId: number; sample: number }
  /** The stream falls silent over this stretch and stands still at its end; null: it is as loud as before again. */
  | { kind: 'fade'; streamId: number; fall: FallingStretch | null }

/** What the worklet's node is made with. */
export interface SpeechProcessorOptions {
  readonly clock: SharedArrayBuffer
}

/** The name the processor registers under. */
export const speechProcessorName = 'lector-speech'
