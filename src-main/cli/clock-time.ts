/** A length or a place, as "1:02:03". */
export function clockTime(seconds: number): string {
  const whole = Math.round(seconds)
  const pad = (value: number): string => String(value).padStart(2, '0')
  return `${Math.floor(whole / 3_600)}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`
}
