import type { RecentDocument } from '@contract/library'
import type { Translate } from '@contract/strings/translator'

/** Whose a document is, or what it is: the second line of its row. */
export function sourceText(t: Translate, { kind, authors, fileName }: RecentDocument): string {
  if (kind === 'pasted') return t('library.pasted-text')
  if (kind === 'sample') return t('library.sample')
  return authors.length > 0 ? authors.join(', ') : fileName
}
