import type { GuardedLimit } from '@contract/guard-words'

/** What the reading of one document, or the writing of one book, may take. */
export interface Allowance {
  /** Resident memory of the whole process. */
  readonly residentBytes: number
  /** Processor time of all threads until the first piece comes … */
  readonly cpuMilliseconds: number
  /** … more for every piece that has come … */
  readonly pieceCpuMilliseconds: number
  /** … and never more than this. */
  readonly maxCpuMilliseconds: number
}

/** A document is being read from now on. */
export interface BeginMessage {
  readonly kind: 'begin'
  readonly allowance: Allowance
  /** What processor time is counted from. */
  readonly cpuBefore: NodeJS.CpuUsage
  /** What is said before the process is ended. */
  readonly words: Readonly<Record<GuardedLimit, string>>
}

/** Document host -> the thread that guards it. 'piece': a piece of the document has come. */
export type GuardMessage = BeginMessage | { readonly kind: 'piece' }

/** The thread -> document host. */
export type GuardReply = 'watching'
