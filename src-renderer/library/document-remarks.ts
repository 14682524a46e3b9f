import type { DocumentWarning } from '@contract/document'
import type { Translate } from '@contract/strings/translator'

/** A sentence for each thing that a person should know of a document that could be opened. */
export function documentRemarks(t: Translate, warnings: readonly DocumentWarning[]): string[] {
  return warnings.map(({ code, count = 1 }) => t(`library.remark.${code}`, { count }))
}
