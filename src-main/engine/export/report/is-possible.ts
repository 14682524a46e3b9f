import type { ExportReport } from '@contract/export-report'
import { bytesPerSample } from '@contract/sample-formats'

/**
 * Whether what a report says can be at all: its sentences in order, what is rendered heard and the rest not, in recordings
 * that it has, one behind the other in each, with a digest where there are samples.
 */
export function isPossible(report: ExportReport): boolean {
  const { recordings, sentences, chapters } = report
  if (!areFiles(report) || sentences.length === 0) return false
  const ends = recordings.map(() => 0)
  return sentences.every(({ chapter, block, startChar, endChar, state, heard }, index) => {
    const before = sentences.at(index - 1)
    const isBehind =
      index === 0 ||
      before === undefined ||
      (before.chapter - chapter || before.block - block || before.endChar - startChar) <= 0
    const isHeard = heard.length > 0 === (state === 'rendered')
    const isPlaced = heard.every(({ recording, startSample, endSample, sha256 }) => {
      const isInIt =
        recording < recordings.length &&
        ends[recording] <= startSample &&
        startSample <= endSample &&
        endSample <= recordings[recording].samples &&
        (recordings[recording].kind === 'wav') === (sha256 !== undefined)
      if (isInIt) ends[recording] = endSample
      return isInIt
    })
    return isBehind && isHeard && isPlaced && chapter < chapters.length && startChar <= endChar
  })
}

/** Whether its files can be: large enough for their samples, each of its own name, of recordings that there are. */
function areFiles({ recordings, files, sampleFormat }: ExportReport): boolean {
  const sampleBytes = bytesPerSample[sampleFormat]
  const wavs = recordings.filter((recording) => recording.kind === 'wav')
  const names = new Set([...wavs, ...files].map(({ name }) => name))
  return (
    wavs.every(({ bytes, dataStartByte, samples }) => dataStartByte + samples * sampleBytes <= bytes) &&
    names.size === wavs.length + files.length &&
    files.every(({ recording }) => recording === null || recording < recordings.length)
  )
}
