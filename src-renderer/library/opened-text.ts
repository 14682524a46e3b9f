import type { Translate } from '@contract/strings/translator'

const minuteMilliseconds = 60_000

/** When something was, as coarse as people say it: "now", "today", "yesterday", "Sunday", "2 May". Times in ms since 1970. */
export function openedText(t: Translate, then: number, now: number): string {
  const days = Math.round((dayOf(now) - dayOf(then)) / (24 * 60 * minuteMilliseconds))
  if (days <= 0) return t(now - then < minuteMilliseconds ? 'library.opened-now' : 'library.opened-today')
  if (days === 1) return t('library.opened-yesterday')
  const date = new Date(then)
  if (days < 7) return t('library.opened-weekday', { date })
  const isThisYear = date.getFullYear() === new Date(now).getFullYear()
  return t(isThisYear ? 'library.opened-date' : 'library.opened-year', { date })
}

/** The beginning of a day, by the clock on the wall. */
function dayOf(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0)
}
