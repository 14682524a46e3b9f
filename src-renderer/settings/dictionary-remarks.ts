import { entryProblemText } from '@contract/entry-problems'
import type { Translate } from '@contract/strings/translator'
import type { Exported, Imported } from '../pronunciation/pronunciations.svelte'

/** A sentence about what was done, and whether something went wrong. */
export interface Remark {
  readonly tone: 'failure' | 'remark'
  readonly sentence: string
}

/** What came of an import; what was left out is said, the first of it by name. */
export function importedText(t: Translate, { added, changed, problems }: Imported): Remark {
  const done = doneText(t, added, changed)
  const first = problems[0]
  if (!first) return { tone: 'remark', sentence: done ?? t('pronunciation.imported-empty') }
  const left = { what: entryProblemText(t, first), others: problems.length - 1 }
  const leftOut =
    first.line === undefined
      ? t('pronunciation.left-out', left)
      : t('pronunciation.left-out-line', { ...left, line: first.line })
  return done === null
    ? { tone: 'failure', sentence: `${t('pronunciation.imported-none')} ${leftOut}` }
    : { tone: 'remark', sentence: `${done} ${leftOut}` }
}

function doneText(t: Translate, added: number, changed: number): string | null {
  if (added > 0 && changed > 0) return t('pronunciation.imported-both', { added, changed })
  if (added > 0) return t('pronunciation.imported-added', { added })
  return changed > 0 ? t('pronunciation.imported-replaced', { changed }) : null
}

/** What came of an export. */
export function exportedText(t: Translate, { fileName, written, leftOut }: Exported): Remark {
  const done = t('pronunciation.exported', { written, fileName })
  const missing = leftOut.length === 0 ? null : t('pronunciation.not-exported', { count: leftOut.length })
  return { tone: 'remark', sentence: missing === null ? done : `${done} ${missing}` }
}
