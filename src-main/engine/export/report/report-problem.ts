import type { ReportedSentence } from '@contract/export-report'

/** A sentence of a report. */
export interface SentencePlace extends Pick<ReportedSentence, 'chapter' | 'block' | 'startChar' | 'endChar'> {
  /** From 1 on, as it stands in the report. */
  readonly sentence: number
}

/** A sentence in a recording. */
export interface HeardPlace extends SentencePlace {
  /** Name of the recording. */
  readonly recording: string
  readonly startSeconds: number
}

/** What does not hold of what a report says. */
export type ReportProblem =
  /** It is no report, or there is too much of it. */
  | { readonly kind: 'unreadable-report'; readonly reason: string }
  /** It is not, byte for byte, what Lector wrote. */
  | { readonly kind: 'altered-report' }
  /** What it says of its sentences and recordings cannot be, and they were not looked at. */
  | { readonly kind: 'impossible-report' }
  | { readonly kind: 'wrong-counts' }
  | ({ readonly kind: 'missing-sentence' } & SentencePlace)
  | { readonly kind: 'missing-recording'; readonly recording: string }
  | { readonly kind: 'unreadable-recording'; readonly recording: string; readonly reason: string }
  | {
      readonly kind: 'wrong-length'
      readonly recording: string
      readonly bytes: number
      readonly expectedBytes: number
    }
  | { readonly kind: 'wrong-head'; readonly recording: string }
  /** Its bytes are others. */
  | { readonly kind: 'wrong-content'; readonly recording: string }
  | ({ readonly kind: 'damaged-sentence' } & HeardPlace)
  /** It is silence, or no sound. */
  | ({ readonly kind: 'silent-sentence' } & HeardPlace)
