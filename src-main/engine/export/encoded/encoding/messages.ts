import type { Packet } from '../encoders/encoder'
import type { EncodingEnd, EncodingForm, EncodingStart } from './encoding'

/** What the thread is started with. */
export interface EncodingThreadData {
  readonly form: EncodingForm
}

/** Asked of the thread, one after the other. */
export type EncodingRequest =
  { readonly kind: 'write'; readonly samples: Float32Array } | { readonly kind: 'finish' }

/** The first says how the stream starts; then one for each request. */
export type EncodingReply =
  | { readonly kind: 'started'; readonly start: EncodingStart }
  | { readonly kind: 'packets'; readonly packets: readonly Packet[] }
  | { readonly kind: 'ended'; readonly end: EncodingEnd }
