import type { Translate } from '@contract/strings/translator'

/** A size as people read it: "63 MB"; never less than one. */
export function sizeText(t: Translate, bytes: number): string {
  return t('settings.megabytes', { count: Math.max(1, Math.round(bytes / 1e6)) })
}
