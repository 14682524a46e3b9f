/** The middle value, or the mean of the two in the middle. @param values at least one */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** For figures that people and programs read: no more digits than mean something. */
export function rounded(value: number, digits = 4): number {
  return Number(value.toFixed(digits))
}
