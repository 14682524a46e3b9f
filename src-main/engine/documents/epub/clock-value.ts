const fullClock = /^(\d+):([0-5]?\d):([0-5]?\d(?:\.\d+)?)$/
const partialClock = /^([0-5]?\d):([0-5]?\d(?:\.\d+)?)$/
const timeCount = /^(\d+(?:\.\d+)?)(h|min|s|ms)?$/
const secondsPer: Readonly<Record<string, number>> = { h: 3600, min: 60, s: 1, ms: 0.001 }

/**
 * Seconds that a SMIL clock value stands for: "1:02:03.5", "02:03.5", "3.2h", "45min", "30s", "5ms", "12.5", with or
 * without "npt=".
 * @returns null for anything else
 * @see https://www.w3.org/TR/SMIL3/smil-timing.html#Timing-ClockValueSyntax
 */
export function clockSeconds(value: string): number | null {
  const written = value.trim().replace(/^npt=/, '')
  const clock = fullClock.exec(written) ?? partialClock.exec(written)
  if (clock) return clock.slice(1).reduce((seconds, part) => seconds * 60 + Number(part), 0)
  const count = timeCount.exec(written)
  return count && Number(count[1]) * secondsPer[count[2] ?? 's']
}
