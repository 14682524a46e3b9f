import type { Translate } from '@contract/strings/translator'

/** What a control is called, with its keys where it has any. @param keys as people read them, "Ctrl+Shift+V" */
export function labelWithKeys(t: Translate, label: string, keys: string | undefined): string {
  return keys ? t('general.with-keys', { label, keys }) : label
}
