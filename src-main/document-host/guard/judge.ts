import type { GuardedLimit } from '@contract/host-conversation'
import {
  documentCpuMilliseconds,
  documentCpuMillisecondsPerMebibyte,
  documentResidentMebibytes,
  maxDocumentCpuMilliseconds,
  maxFirstTextCpuMilliseconds,
  maxResidentMebibytes,
  pieceCpuMilliseconds,
  residentMebibytesPerMebibyte,
  smallDocumentMebibytes,
} from '@contract/limits'

/** What the reading of one document has taken so far. */
export interface Usage {
  /** Size of the file, or of the text that was pasted. */
  readonly sourceBytes: number
  /** Of the whole process. */
  readonly residentBytes: number
  /** Of all its threads, since the document was asked for. */
  readonly cpuMilliseconds: number
  /** Pieces of the document that have come. */
  readonly pieces: number
}

const mebibyte = 2 ** 20

/** Which limit a reading has overstepped; null: none. */
export function judge(usage: Usage): GuardedLimit | null {
  if (usage.residentBytes > maxResidentBytes(usage.sourceBytes)) return 'memory'
  return usage.cpuMilliseconds > maxCpuMilliseconds(usage) ? 'time' : null
}

function maxResidentBytes(sourceBytes: number): number {
  const further = Math.max(0, sourceBytes / mebibyte - smallDocumentMebibytes) * residentMebibytesPerMebibyte
  return Math.min(maxResidentMebibytes, documentResidentMebibytes + further) * mebibyte
}

/** What comes has its time: a long book has more of it than a short one that yields nothing. */
function maxCpuMilliseconds({ sourceBytes, pieces }: Usage): number {
  const toFirstText = Math.min(
    maxFirstTextCpuMilliseconds,
    documentCpuMilliseconds + (sourceBytes / mebibyte) * documentCpuMillisecondsPerMebibyte,
  )
  return Math.min(maxDocumentCpuMilliseconds, toFirstText + pieces * pieceCpuMilliseconds)
}
