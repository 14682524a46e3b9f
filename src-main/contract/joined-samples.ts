/** Runs of samples, one after the other, as one new array. */
export function joinedSamples(...runs: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const result = new Float32Array(runs.reduce((total, { length }) => total + length, 0))
  let at = 0
  for (const run of runs) {
    result.set(run, at)
    at += run.length
  }
  return result
}
