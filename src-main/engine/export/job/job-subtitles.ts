import type { SubtitleFormatId } from '@contract/recording-files'
import { entriesOf, sentenceOf, type RecordingSource } from './job-contents'
import { createSubtitles } from '../subtitles'
import { createUnfinishedFile } from '../recording/unfinished-file'

/**
 * Writes what is said in a recording as subtitles; memory does not grow with it.
 * @throws AppError 'export/disk-full', 'export/not-writable'; nothing is left behind
 */
export async function writeJobSubtitles(
  source: RecordingSource,
  { path, format, sampleRateHz }: { path: string; format: SubtitleFormatId; sampleRateHz: number },
): Promise<void> {
  const subtitles = createSubtitles(format, sampleRateHz)
  const file = await createUnfinishedFile(path)
  try {
    await file.append(Buffer.from(subtitles.head))
    for await (const entry of entriesOf(source)) {
      if (entry.kind !== 'sentence') continue
      const { block } = entry.record
      const { text } = source.job.document.blocks[block]
      await file.append(Buffer.from(subtitles.add(sentenceOf(entry, block), text)))
    }
    await file.finish()
  } catch (error) {
    await file.abandon()
    throw error
  }
}
