/**
 * The least of the last `window` values, one value at a time, in constant time on average: only values that can still
 * become the least are kept, in increasing order.
 */
export function createSlidingMinimum(window: number): (value: number) => number {
  const values = new Float64Array(window)
  const places = new Float64Array(window)
  // Both count on without end and are taken modulo the window.
  let first = 0
  let end = 0
  let place = 0
  return (value) => {
    while (end > first && values[(end - 1) % window] >= value) end--
    if (end > first && places[first % window] <= place - window) first++
    values[end % window] = value
    places[end % window] = place
    end++
    place++
    return values[first % window]
  }
}
