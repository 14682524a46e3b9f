import { assert } from '@contract/assert'
import { chaptersOf } from '@contract/chapters'
import type { Block, ReadableDocument } from '@contract/document'
import { exportJobSchema, type ExportJob } from '@contract/export-job'
import type { ExportOrder } from '@contract/export-order'
import { nameFrom } from '@contract/name-pattern'
import { placedAmong } from '@contract/placed-among'
import { narratedBookFormat } from '@contract/recording-files'
import { distinctNames, safeFileName } from '@contract/safe-file-name'
import { withTitles } from './chapter-titles'
import { jobCover } from './job-cover'

/** What of a document a job is made of. */
export type PlannedDocument = Pick<
  ReadableDocument,
  'id' | 'title' | 'authors' | 'language' | 'lexicons' | 'blocks' | 'contents' | 'cover'
>

/** What is asked for of a document. */
export type JobChoices = Omit<ExportOrder, 'document' | 'replaces' | 'makesBook'>

/**
 * The job that makes of a document what is asked for: the same of the same, but for its id.
 * @throws AppError 'export/unknown-field' for the pattern
 */
export function planJob(document: PlannedDocument, choices: JobChoices, id: string): ExportJob {
  const { title, authors, language, lexicons } = document
  const { name, per, pattern, chapters: asked, titles, speaksTitles, narratedBook, ...rest } = choices
  const all = chaptersOf(document)
  const numbers = asked ?? all.map((_, index) => index + 1)
  const chosen = numbers.map((number) => {
    assert(number >= 1 && number <= all.length, 'a chapter is chosen by its number')
    return { ...all[number - 1], newTitle: titles[number] }
  })
  const { blocks, chapters } = withTitles(document.blocks, chosen, {
    speaksTitles,
    language,
    rules: rest.reading,
  })
  const book = { name, title, fromChapter: 0, untilChapter: chapters.length }
  const each = chapters.map((chapter, index) => ({
    name: nameFrom(pattern, {
      n: numbers[index],
      count: all.length,
      book: title,
      chapter: chapter.title,
      author: authors[0],
      voice: rest.speech.voice,
    }),
    title: chapter.title,
    fromChapter: index,
    untilChapter: index + 1,
  }))
  const recordings = [...(per === 'chapter' ? [] : [book]), ...(per === 'book' ? [] : each)]
  const names = distinctNames(recordings.map((recording) => safeFileName(recording.name, name)))
  return exportJobSchema.parse({
    format: 'lector-export',
    version: 1,
    id,
    document: { id: document.id, title, authors, language, lexicons, blocks },
    ...rest,
    pronunciations: placedAmong(rest.pronunciations, document.blocks, blocks),
    // Where nothing can hold it it is not carried about.
    cover: rest.formats.some((format) => format !== 'wav') ? jobCover(document.cover) : null,
    chapters,
    recordings: recordings.map((recording, index) => ({ ...recording, name: `${names[index]}.wav` })),
    narratedBook: narratedBook
      ? {
          ...{ name: `${safeFileName(name, name)}.${narratedBookFormat}`, ...narratedBook },
          sourceBlocks: numbersIn(document.blocks, blocks),
        }
      : null,
  } satisfies ExportJob)
}

/** Of each block, its number among others; null: it is none of them. */
function numbersIn(blocks: readonly Block[], read: readonly Block[]): (number | null)[] {
  const numbers = new Map(blocks.map((block, number) => [block, number]))
  return read.map((block) => numbers.get(block) ?? null)
}
