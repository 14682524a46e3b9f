import type { Translate } from './strings/translator'

const bytesPerGigabyte = 1e9

/** A size as people read it: "63 MB", "1.2 GB"; never less than one megabyte. */
export function sizeText(t: Translate, bytes: number): string {
  if (bytes >= bytesPerGigabyte) return t('settings.gigabytes', { count: bytes / bytesPerGigabyte })
  return t('settings.megabytes', { count: Math.max(1, Math.round(bytes / 1e6)) })
}
