import type { CatalogueState } from '@contract/catalogue'
import type { Translate } from '@contract/strings/translator'

/** How it stands with the list of Piper's voices; empty where there is nothing to say. @param locale of the date */
export function publishedRemark(
  t: Translate,
  locale: string,
  published: CatalogueState['piper'] | null,
  isOfflineOnly: boolean,
): string {
  if (published === null) return ''
  const { state, asOfMilliseconds } = published
  const date =
    asOfMilliseconds === undefined
      ? null
      : new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(asOfMilliseconds)
  if (state === 'unreachable')
    return date === null ? t('voices.unreachable') : t('voices.unreachable-as-of', { date })
  if (date !== null) return t('voices.as-of', { date })
  return isOfflineOnly ? t('voices.offline-only') : ''
}
