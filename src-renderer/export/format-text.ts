import type { ExportHead } from '@contract/calls/export'
import type { RecordingFormat } from '@contract/recording-files'
import type { Translate } from '@contract/strings/translator'

/** What formats are called, one after the other: "WAV, M4B". */
export function formatNames(t: Translate, formats: readonly RecordingFormat[]): string {
  return formats.map((format) => t('export.format', { format })).join(', ')
}

/** "WAV, EPUB, one file per chapter" */
export function whatIsMade(
  t: Translate,
  { formats, makesBook, per }: Pick<ExportHead, 'formats' | 'makesBook' | 'per'>,
): string {
  const names = [formatNames(t, formats), ...(makesBook ? [t('export.book-format')] : [])]
  return t('export.what', { formats: names.filter((name) => name !== '').join(', '), per })
}

/** A file's name, of its path on whatever system. */
export function fileNameOf(path: string): string {
  return path.replace(/^.*[\\/]/u, '')
}
