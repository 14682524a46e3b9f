import type { ExportReport } from '@contract/export-report'
import { bytesPerSample } from '@contract/sample-formats'

/**
 * Whether what a report says can be at all: its sentences in order, what is rendered heard and the rest not, in recordings
 * that it has, one behind the other in each.
 */
export function isPossible({ recordings, sentences, chapters, sampleFormat }: ExportReport): boolean {
  const sampleBytes = bytesPerSample[sampleFormat]
  const areRecordings = recordings.every(
    ({ bytes, dataStartByte, samples }) => dataStartByte + samples * sampleBytes <= bytes,
  )
  const names = new Set(recordings.map(({ name }) => name))
  if (!areRecordings || names.size < recordings.length || sentences.length === 0) return false
  const ends = recordings.map(() => 0)
  return sentences.every(({ chapter, block, startChar, endChar, state, heard }, index) => {
    const before = sentences.at(index - 1)
    const isBehind =
      index === 0 ||
      before === undefined ||
      (before.chapter - chapter || before.block - block || before.endChar - startChar) <= 0
    const isHeard = heard.length > 0 === (state === 'rendered')
    const isPlaced = heard.every(({ recording, startSample, endSample }) => {
      const isInIt =
        recording < recordings.length &&
        ends[recording] <= startSample &&
        startSample <= endSample &&
        endSample <= recordings[recording].samples
      if (isInIt) ends[recording] = endSample
      return isInIt
    })
    return isBehind && isHeard && isPlaced && chapter < chapters.length && startChar <= endChar
  })
}
