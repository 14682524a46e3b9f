import type { DownloadProgress } from '@contract/catalogue'

/** How often it is told at most. */
const tellMilliseconds = 100
/** Over which time the rate is taken: it neither jumps with every packet nor tells of a minute ago. */
const windowMilliseconds = 3_000

/**
 * Makes of bytes that have come what a person is told, not more often than can be looked at.
 * @param now milliseconds of a clock that only goes forward
 */
export function progressMeter(
  id: string,
  totalBytes: number,
  tell: ((progress: DownloadProgress) => void) | undefined,
  now: () => number = () => performance.now(),
): (bytes: number) => void {
  const seen: { at: number; bytes: number }[] = []
  let toldAt = -Infinity
  return (bytes) => {
    const at = now()
    if (bytes < totalBytes && at - toldAt < tellMilliseconds) return
    toldAt = at
    // One that was begun anew starts again.
    if (bytes < (seen.at(-1)?.bytes ?? 0)) seen.length = 0
    seen.push({ at, bytes })
    while (seen.length > 2 && at - seen[0].at > windowMilliseconds) seen.shift()
    const [first] = seen
    const seconds = (at - first.at) / 1000
    tell?.({
      id,
      bytes: Math.min(bytes, totalBytes),
      totalBytes,
      ...(seconds > 0 ? { bytesPerSecond: (bytes - first.bytes) / seconds } : {}),
    })
  }
}
