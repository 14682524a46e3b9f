/** A length of time on a clock face: "1:27", "2:04:09". Whole seconds, rounded down. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const pad = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3_600)
  const minutes = Math.floor((whole % 3_600) / 60)
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`
}

/** A reckoned length of time, as coarse as it is uncertain: "about 4 min", "under a minute", "about 2 h 20 min". */
export function aboutText(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  if (seconds < 60) return 'under a minute'
  if (minutes < 60) return `about ${minutes} min`
  const hours = Math.floor(minutes / 60)
  const rest = Math.round((minutes % 60) / 10) * 10
  if (rest === 60) return `about ${hours + 1} h`
  return rest === 0 ? `about ${hours} h` : `about ${hours} h ${rest} min`
}

/** A known length of time in words: "48 s", "12 min 5 s", "1 h 4 min". */
export function lengthText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3_600)
    return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`
  const minutes = Math.round(whole / 60)
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** How many times faster than it plays, with two meaningful figures: "9.1", "24". */
export function timesText(times: number): string {
  return times >= 9.95 ? String(Math.round(times)) : times.toFixed(1)
}

/** A reading speed without needless zeros: "1", "1.15". */
export function speedText(speed: number): string {
  return String(Math.round(speed * 100) / 100)
}
