import { randomUUID } from 'node:crypto'
import type { ReadableDocument } from '@contract/document'
import { exportJobSchema, type ExportJob } from '@contract/export-job'
import type { PronunciationEntry } from '@contract/pronunciation'
import { chaptersOf } from '../../../engine'
import type { CommandLine } from '../../arguments'
import { fileNameFor } from './file-name'

/** What the command line asks for of one document. */
export function makeJob(
  document: ReadableDocument,
  line: CommandLine,
  pronunciations: readonly PronunciationEntry[],
): ExportJob {
  const { id, title, authors, language, lexicons, blocks } = document
  const chapters = chaptersOf(document)
  const { per, sampleFormat, cues, chapterSilenceMilliseconds } = line.recording
  const width = Math.max(2, String(chapters.length).length)
  const book = { name: `${fileNameFor(title)}.wav`, title, fromChapter: 0, untilChapter: chapters.length }
  const each = chapters.map((chapter, index) => ({
    name: `${String(index + 1).padStart(width, '0')} ${fileNameFor(chapter.title)}.wav`,
    title: chapter.title,
    fromChapter: index,
    untilChapter: index + 1,
  }))
  return exportJobSchema.parse({
    format: 'lector-export',
    version: 1,
    id: randomUUID(),
    document: { id, title, authors, language, lexicons, blocks },
    pronunciations: [...pronunciations],
    reading: {},
    speech: line.settings,
    sampleRateHz: line.sampleRateHz ?? null,
    sampleFormat,
    chapters,
    chapterSilenceMilliseconds,
    recordings: [...(per === 'chapter' ? [] : [book]), ...(per === 'book' ? [] : each)],
    cues,
    words: line.words,
  } satisfies ExportJob)
}
