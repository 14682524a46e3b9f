import type { Log } from './log'

/** What a start is waited for. */
export type StartMark = 'window shown' | 'voice ready'

/**
 * Notes in the log how long after the start of the process something was there: the first time alone.
 * @param startedAtMilliseconds of the process, since 1970
 * @param now milliseconds since 1970
 */
export function startMarks(
  log: Pick<Log, 'info'>,
  startedAtMilliseconds: number,
  now: () => number,
): (mark: StartMark) => void {
  const noted = new Set<StartMark>()
  return (mark) => {
    if (noted.has(mark)) return
    noted.add(mark)
    log.info('start', `${mark} after ${Math.round(now() - startedAtMilliseconds)} ms`)
  }
}
