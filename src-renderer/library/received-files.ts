import type { z } from 'zod'
import type { filesReceived } from '@contract/calls/document'
import type { Translate } from '@contract/strings/translator'

/** Files that came together, as far as they are not shown. */
export type ReceivedFiles = z.output<typeof filesReceived.payload>

/** One remark on what became of files that came together; of several reasons the one that matters most. */
export function receivedRemark(t: Translate, news: ReceivedFiles): string {
  const { added, unkept, folders, unsupported, isNoneOpened } = news
  const remarks = [
    ...(added > 0 ? [t('library.files-added', { count: added })] : []),
    ...(unkept > 0 ? [t('library.files-unkept', { count: unkept })] : []),
    ...(unsupported > 0 ? [t('library.files-unsupported', { count: unsupported })] : []),
    ...(folders > 0
      ? [t(isNoneOpened ? 'library.folder-refused' : 'library.folders-left', { count: folders })]
      : []),
  ]
  return remarks.join(' ')
}
