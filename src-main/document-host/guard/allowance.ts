import {
  bookWritingTimes,
  documentCpuMilliseconds,
  documentCpuMillisecondsPerMebibyte,
  documentResidentMebibytes,
  maxDocumentCpuMilliseconds,
  maxFirstTextCpuMilliseconds,
  maxResidentMebibytes,
  pieceCpuMilliseconds,
  residentMebibytesPerMebibyte,
  smallDocumentMebibytes,
  soundCpuMillisecondsPerMebibyte,
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

/**
 * What writing a book with its narration may take.
 * @param sourceBytes size of the book
 * @param soundBytes  of all files with sound
 */
export function writingAllowanceFor(sourceBytes: number, soundBytes: number): Allowance {
  const reading = allowanceFor(sourceBytes)
  const copying = (soundBytes / mebibyte) * soundCpuMillisecondsPerMebibyte
  return {
    // Twice what reading takes, where all the text is one file.
    residentBytes: maxResidentMebibytes * mebibyte,
    cpuMilliseconds: reading.cpuMilliseconds * bookWritingTimes + copying,
    pieceCpuMilliseconds: reading.pieceCpuMilliseconds,
    maxCpuMilliseconds: reading.maxCpuMilliseconds * bookWritingTimes + copying,
  }
}
