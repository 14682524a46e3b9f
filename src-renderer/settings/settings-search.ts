import type { Translate } from '@contract/strings/translator'
import { foldText } from '../find/fold-cursor'
import type { SettingEntry, SettingsPage } from './settings-pages'

/** A row that was found, and the page it is on. */
export interface FoundSetting {
  /** Index of the page. */
  readonly page: number
  readonly entry: SettingEntry
}

/**
 * The rows that have all words of what was typed in their label, hint or synonyms or in the name of their page,
 * whatever the capitals and accents: those with all of them in the label first.
 */
export function searchSettings(t: Translate, pages: readonly SettingsPage[], typed: string): FoundSetting[] {
  const words = foldText(typed, false)
    .split(' ')
    .filter((word) => word !== '')
  if (words.length === 0) return []
  const hasAll = (text: string) => {
    const folded = foldText(text, false)
    return words.every((word) => folded.includes(word))
  }
  const found = pages.flatMap((page, index) =>
    page
      .entries(t)
      .filter(({ label, hint, synonyms }) => hasAll([label, hint, synonyms, t(page.name)].join(' ')))
      .map((entry): FoundSetting => ({ page: index, entry })),
  )
  const isByLabel = ({ entry }: FoundSetting) => hasAll(entry.label)
  return [...found.filter(isByLabel), ...found.filter((one) => !isByLabel(one))]
}
