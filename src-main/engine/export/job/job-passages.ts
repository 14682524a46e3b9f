import type { ExportChapter, ExportJob } from '@contract/export-job'
import type { Passage } from '../../streaming/narration'

/** What is read of chapters, at least one of them: of each a passage. */
export function passagesOf(chapters: readonly ExportChapter[]): [Passage, ...Passage[]] {
  const [first, ...others] = chapters.map(({ fromBlock, untilBlock }): Passage => ({
    from: { block: fromBlock, char: 0 },
    until: { block: untilBlock, char: 0 },
  }))
  return [first, ...others]
}

/** What lies between two chapters of one recording, in samples. */
export function chapterSilence(
  { chapterSilenceMilliseconds }: Pick<ExportJob, 'chapterSilenceMilliseconds'>,
  sampleRateHz: number,
): number {
  return Math.round((chapterSilenceMilliseconds / 1_000) * sampleRateHz)
}
