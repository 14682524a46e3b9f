import type { GuardedLimit } from '@contract/guard-words'
import type { Allowance } from './messages'

/** What the reading of a document has taken so far. */
export interface Usage {
  /** Of the whole process. */
  readonly residentBytes: number
  /** Of all its threads, since the document was asked for. */
  readonly cpuMilliseconds: number
  /** Pieces of the document that have come. */
  readonly pieces: number
}

/** Which limit has been overstepped; null: none. */
export function judge(
  allowance: Allowance,
  { residentBytes, cpuMilliseconds, pieces }: Usage,
): GuardedLimit | null {
  if (residentBytes > allowance.residentBytes) return 'memory'
  const earned = allowance.cpuMilliseconds + pieces * allowance.pieceCpuMilliseconds
  return cpuMilliseconds > Math.min(earned, allowance.maxCpuMilliseconds) ? 'time' : null
}
