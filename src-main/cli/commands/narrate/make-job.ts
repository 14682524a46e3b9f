import { randomUUID } from 'node:crypto'
import { chaptersOf } from '@contract/chapters'
import type { ReadableDocument } from '@contract/document'
import type { ExportJob } from '@contract/export-job'
import type { PronunciationEntry } from '@contract/pronunciation'
import { safeFileName } from '@contract/safe-file-name'
import { createTranslator } from '@contract/strings/translator'
import { planJob } from '../../../engine'
import type { CommandLine } from '../../arguments'
import { chosenChapters } from '../../chapter-choice'
import { invalid } from '../../option-values'

/** What a document is called as a file, without an ending. */
export function bookNameOf({ title }: Pick<ReadableDocument, 'title'>): string {
  return safeFileName(title, createTranslator('en').t('system.narration'))
}

/**
 * What the command line asks for of one document.
 * @param path of the document
 * @throws AppError 'usage/invalid', 'export/unknown-field'
 */
export function makeJob(
  document: ReadableDocument,
  { recording, settings, sampleRateHz, words }: CommandLine,
  pronunciations: readonly PronunciationEntry[],
  path: string,
): ExportJob {
  const { chapters: ranges, makesBook, ...rest } = recording
  if (makesBook && document.format !== 'epub')
    throw invalid(`--format epub is for EPUBs, and ${path} is none`)
  const choices = {
    ...rest,
    ...(makesBook ? { narratedBook: { sourcePath: path, modified: new Date().toISOString() } } : {}),
    name: bookNameOf(document),
    chapters: ranges && chosenChapters(ranges, document.title, chaptersOf(document).length),
    titles: {},
    pronunciations: [...pronunciations],
    reading: {},
    speech: settings,
    sampleRateHz: sampleRateHz ?? null,
    words,
    report: true,
  }
  return planJob(document, choices, randomUUID())
}
