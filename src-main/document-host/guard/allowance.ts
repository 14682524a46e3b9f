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
import type { Allowance } from './messages'

const mebibyte = 2 ** 20

/**
 * What a document may take: more for a large file than for a small one, and more for one that yields text than for one
 * that does not.
 * @param sourceBytes size of the file, or of the text that was pasted
 */
export function allowanceFor(sourceBytes: number): Allowance {
  const mebibytes = sourceBytes / mebibyte
  const further = Math.max(0, mebibytes - smallDocumentMebibytes) * residentMebibytesPerMebibyte
  return {
    residentBytes: Math.min(maxResidentMebibytes, documentResidentMebibytes + further) * mebibyte,
    cpuMilliseconds: Math.min(
      maxFirstTextCpuMilliseconds,
      documentCpuMilliseconds + mebibytes * documentCpuMillisecondsPerMebibyte,
    ),
    pieceCpuMilliseconds,
    maxCpuMilliseconds: maxDocumentCpuMilliseconds,
  }
}
