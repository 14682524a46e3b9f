import type { ExportWays } from '@contract/export-ways'
import { usualBitsPerSecond, type RecordingFormat } from '@contract/recording-files'
import { bytesPerSample } from '@contract/sample-formats'

/** What FLAC leaves of the samples of a voice that reads. */
const flacShare = 0.5
/** The longest WAV file that every player opens. */
const longestPlainWavBytes = 2 ** 32

type EstimatedWays = Pick<
  ExportWays,
  'per' | 'formats' | 'makesBook' | 'sampleFormat' | 'chapterSilenceMilliseconds'
>

/** What is to be made, reckoned. */
export interface ExportEstimate {
  readonly seconds: number
  /** Of all files of each format chosen, in their order. */
  readonly sizes: readonly { readonly format: RecordingFormat; readonly bytes: number }[]
  /** Room that is needed at once, also for what is removed again. */
  readonly bytes: number
  /** Whether a WAV file that is asked for is too long to be plain RIFF. */
  readonly hasLongWav: boolean
}

/** @param chapterSeconds of those that are chosen */
export function estimateExport(
  chapterSeconds: readonly number[],
  ways: EstimatedWays,
  sampleRateHz: number,
): ExportEstimate {
  const { per, formats, makesBook, sampleFormat, chapterSilenceMilliseconds } = ways
  const spoken = chapterSeconds.reduce((sum, seconds) => sum + seconds, 0)
  const silences = (Math.max(0, chapterSeconds.length - 1) * chapterSilenceMilliseconds) / 1_000
  const bookSeconds = per === 'chapter' ? 0 : spoken + silences
  const apartSeconds = per === 'book' ? 0 : spoken
  const rateOf = (format: RecordingFormat): number => {
    if (format === 'wav') return sampleRateHz * bytesPerSample[sampleFormat]
    if (format === 'flac') return sampleRateHz * (sampleFormat === 'int16' ? 2 : 3) * flacShare
    return usualBitsPerSecond[format] / 8
  }
  const sizes = formats.map((format) => ({ format, bytes: rateOf(format) * (bookSeconds + apartSeconds) }))
  const longestWavBytes =
    rateOf('wav') * Math.max(bookSeconds, per === 'book' ? 0 : Math.max(0, ...chapterSeconds))
  const isWavKept = formats.includes('wav')
  // A book has its sound as MP3, which is there beside it until it is made.
  const bookBytes = makesBook ? rateOf('mp3') * spoken * (formats.includes('mp3') ? 1 : 2) : 0
  return {
    seconds: per === 'chapter' ? spoken : bookSeconds,
    sizes,
    // The others are made from a WAV, which is there meanwhile.
    bytes: sizes.reduce((sum, { bytes }) => sum + bytes, bookBytes) + (isWavKept ? 0 : longestWavBytes),
    hasLongWav: isWavKept && longestWavBytes > longestPlainWavBytes,
  }
}
