import type { EncodedFormat } from '@contract/recording-files'

/** What is said of a recording; each only where it is known. Text is written as it is, in one line but for the comment. */
export interface EncodedTags {
  readonly title?: string
  readonly artist?: string
  readonly album?: string
  readonly track?: number
  readonly trackCount?: number
  /** A year, or a year, a month and a day with hyphens between them. */
  readonly date?: string
  readonly genre?: string
  readonly comment?: string
  /** As a tag: en, pt-BR. */
  readonly language?: string
  readonly copyright?: string
}

export interface Cover {
  readonly bytes: Uint8Array
  readonly mediaType: 'image/jpeg' | 'image/png'
}

/** Where something begins that a listener may want to go to. It lasts until the next one begins. */
export interface Chapter {
  readonly title: string
  /** Counted in the samples written. */
  readonly startSample: number
}

/** What is known of an encoded recording before its first sample. */
export interface EncodedForm {
  readonly format: EncodedFormat
  /** Of the samples that are written. */
  readonly sampleRateHz: number
  /** Not of FLAC. Absent: the usual. */
  readonly bitsPerSecond?: number
  /** Of FLAC. Absent: 16. */
  readonly bitsPerSample?: 16 | 24
  readonly tags: EncodedTags
  readonly cover: Cover | null
}
