import type { TextPosition } from '@contract/document'
import type { Translate } from '@contract/strings/translator'
import { entryAt, type ContentsLine } from '../library/contents'

/** What is said when the voice was paused: where in the document's contents that is, too. @param place null: nowhere yet */
export function pausedSentence(
  t: Translate,
  contents: readonly ContentsLine[],
  place: TextPosition | null,
): string {
  const chapter = place && contents[entryAt(contents, place.block)]?.title
  return chapter ? t('reading.paused-in', { chapter }) : t('reading.paused')
}
