/** Index of the first sample that is not the same, bit for bit; -1 when there is none. Fast where a matcher is not. */
export function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (!Object.is(a[i], b[i])) return i
  return a.length === b.length ? -1 : length
}
