import { randomUUID } from 'node:crypto'
import type { ReadableDocument } from '@contract/document'
import { exportJobSchema, type ExportJob } from '@contract/export-job'
import { nameFrom } from '@contract/name-pattern'
import type { PronunciationEntry } from '@contract/pronunciation'
import { distinctNames, safeFileName } from '@contract/safe-file-name'
import { createTranslator } from '@contract/strings/translator'
import { chaptersOf, jobCover } from '../../../engine'
import type { CommandLine } from '../../arguments'

/** What a document is called as a file, without an ending. */
export function bookNameOf({ title }: Pick<ReadableDocument, 'title'>): string {
  return safeFileName(title, createTranslator('en').t('system.narration'))
}

/** What the command line asks for of one document. @throws AppError 'export/unknown-field' */
export function makeJob(
  document: ReadableDocument,
  line: CommandLine,
  pronunciations: readonly PronunciationEntry[],
): ExportJob {
  const { id, title, authors, language, lexicons, blocks } = document
  const chapters = chaptersOf(document)
  const { per, sampleFormat, loudnessLufs, cues, chapterSilenceMilliseconds, pattern, formats, subtitles } =
    line.recording
  const book = { name: bookNameOf(document), title, fromChapter: 0, untilChapter: chapters.length }
  const each = chapters.map((chapter, index) => ({
    name: nameFrom(pattern, {
      n: index + 1,
      count: chapters.length,
      book: title,
      chapter: chapter.title,
      author: authors[0],
      voice: line.settings.voice,
    }),
    title: chapter.title,
    fromChapter: index,
    untilChapter: index + 1,
  }))
  const recordings = [...(per === 'chapter' ? [] : [book]), ...(per === 'book' ? [] : each)]
  const names = distinctNames(recordings.map(({ name }) => safeFileName(name, book.name)))
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
    loudnessLufs,
    chapters,
    chapterSilenceMilliseconds,
    recordings: recordings.map((one, index) => ({ ...one, name: `${names[index]}.wav` })),
    cues,
    words: line.words,
    formats: [...formats],
    subtitles: [...subtitles],
    cover: formats.some((format) => format !== 'wav') ? jobCover(document.cover) : null,
  } satisfies ExportJob)
}
