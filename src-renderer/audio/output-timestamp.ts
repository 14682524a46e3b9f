/** The part of an AudioContext that tells the time. */
export interface ContextTime {
  readonly currentTime: number
  readonly baseLatency: number
  readonly outputLatency?: number
  getOutputTimestamp?(): AudioTimestamp
}

/** Timestamps further off than this are not believed: some devices report nonsense for the first second. */
const maxLatencySeconds = 1

/**
 * The context time that is heard at `nowMilliseconds` (performance.now()), in seconds: by the device's own timestamp where
 * that is plausible, else by the latency the context claims.
 */
export function audibleContextSeconds(context: ContextTime, nowMilliseconds: number): number {
  const { currentTime } = context
  const stamp = context.getOutputTimestamp?.()
  if (stamp?.contextTime !== undefined && stamp.performanceTime !== undefined && stamp.contextTime > 0) {
    const heard = stamp.contextTime + (nowMilliseconds - stamp.performanceTime) / 1_000
    if (Math.abs(currentTime - heard) <= maxLatencySeconds) return Math.min(heard, currentTime)
  }
  const latency = context.outputLatency || context.baseLatency || 0
  return Math.max(0, currentTime - Math.min(latency, maxLatencySeconds))
}
