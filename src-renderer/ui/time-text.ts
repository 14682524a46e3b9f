import type { Translate } from '@contract/strings/translator'

/** Below this, speed is said with a decimal, above in whole numbers: about two meaningful figures. */
const wholeFromTimes = 9.95
/** From here on, minutes are said as hours. */
const mostMinutes = 100

/** A length of time on a clock face: "1:27", "2:04:09". Whole seconds, rounded down. */
export function clockText(t: Translate, seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const hours = Math.floor(whole / 3_600)
  const parts = { minutes: Math.floor((whole % 3_600) / 60), seconds: whole % 60 }
  return hours > 0 ? t('general.clock-hours', { hours, ...parts }) : t('general.clock', parts)
}

/** A reckoned length of time, as coarse as it is uncertain: "about 4 min", "under a minute", "about 2 h 20 min". */
export function aboutText(t: Translate, seconds: number): string {
  const minutes = Math.round(seconds / 60)
  if (seconds < 60) return t('general.about-under-minute')
  if (minutes < 60) return t('general.about-minutes', { minutes })
  const hours = Math.floor(minutes / 60)
  const rest = Math.round((minutes % 60) / 10) * 10
  if (rest === 60) return t('general.about-hours', { hours: hours + 1 })
  return rest === 0
    ? t('general.about-hours', { hours })
    : t('general.about-hours-minutes', { hours, minutes: rest })
}

/** A known length of time in words: "48 s", "12 min 5 s", "1 h 4 min". */
export function lengthText(t: Translate, seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return t('general.length-seconds', { seconds: whole })
  if (whole < 3_600) {
    const minutes = Math.floor(whole / 60)
    return whole % 60 === 0
      ? t('general.length-minutes', { minutes })
      : t('general.length-minutes-seconds', { minutes, seconds: whole % 60 })
  }
  const minutes = Math.round(whole / 60)
  const hours = Math.floor(minutes / 60)
  return minutes % 60 === 0
    ? t('general.length-hours', { hours })
    : t('general.length-hours-minutes', { hours, minutes: minutes % 60 })
}

/** A length of time in whole minutes, at least one: "1 min", "64 min", "3 h 5 min". */
export function minutesText(t: Translate, seconds: number): string {
  const minutes = wholeMinutes(seconds)
  if (minutes < mostMinutes) return t('general.length-minutes', { minutes })
  const hours = Math.floor(minutes / 60)
  return minutes % 60 === 0
    ? t('general.length-hours', { hours })
    : t('general.length-hours-minutes', { hours, minutes: minutes % 60 })
}

/** The same for a column headed by its unit: "1", "64", "3 h 05". */
export function columnMinutes(t: Translate, seconds: number): string {
  const minutes = wholeMinutes(seconds)
  return minutes < mostMinutes
    ? t('general.number', { number: minutes })
    : t('general.hours-minutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}

function wholeMinutes(seconds: number): number {
  return Math.max(1, Math.round(seconds / 60))
}

/** How many times faster than it plays something is rendered: "9.1× real time", "24× real time". */
export function realTimeText(t: Translate, times: number): string {
  return t('general.real-time', { times, size: times >= wholeFromTimes ? 'large' : 'small' })
}
