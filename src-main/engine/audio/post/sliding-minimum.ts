/**
 * The least of the last `window` values, one value at a time, in constant time on average: only values that can still
 * become the least are kept, in increasing order, in a ring.
 */
export function createSlidingMinimum(window: number): (value: number) => number {
  const values = new Float64Array(window)
  const places = new Float64Array(window)
  let first = 0
  let count = 0
  let place = 0
  return (value) => {
    if (count > 0 && places[first] <= place - window) {
      first = first + 1 === window ? 0 : first + 1
      count--
    }
    // Where the ring goes on. Wrapped by comparing: a division for every sample cost as much as all the rest.
    let end = first + count
    if (end >= window) end -= window
    while (count > 0) {
      const last = end === 0 ? window - 1 : end - 1
      if (values[last] < value) break
      end = last
      count--
    }
    values[end] = value
    places[end] = place++
    count++
    return values[first]
  }
}
