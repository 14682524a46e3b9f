/** A young process still compiles and collects beside the work: this many runs do not count. */
const settlingRuns = 10
/** A slow voice has settled before it has run so often. */
const settlingMilliseconds = 1_500

/** Does what will be timed until it takes no longer than it will, at least twice. */
export async function settle(work: () => Promise<unknown>): Promise<void> {
  const until = performance.now() + settlingMilliseconds
  for (let run = 0; run < settlingRuns && (run < 2 || performance.now() < until); run++) await work()
}
