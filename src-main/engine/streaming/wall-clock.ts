/**
 * Milliseconds since 1970 with their fractions: the one clock that threads of a process share, each `performance.now()`
 * counting from its own thread's start.
 */
export function wallClockMilliseconds(): number {
  return performance.timeOrigin + performance.now()
}
