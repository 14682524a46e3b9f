/**
 * Text on its way to sound that still knows where every unit of it came from. `text` is what is read; unit i stands
 * for [starts[i], ends[i]) of the source. Units with `isReading` belong to a spoken form put in place of a printed
 * token, and all units of one such form carry the whole token's range.
 */
export interface WorkingText {
  text: string
  starts: number[]
  ends: number[]
  isReading: boolean[]
}

/** What is said instead of a printed token: a range of a working text and the words; '' says nothing. */
export interface Reading {
  start: number
  end: number
  spoken: string
}

/** A reading, and the name of the rule it comes of. */
export interface RuledReading extends Reading {
  rule: string
}

/**
 * A copy with readings in place; they must be in order and not overlap. A space parts them from letters beside them and
 * from each other. One that says nothing leaves no gap beside one that says something: of "[Misaki](…)'s", where only
 * the word is heard, "Misaki's" stays.
 */
export function withReadings(working: WorkingText, readings: readonly Reading[]): WorkingText {
  if (readings.length === 0) return working
  const result: WorkingText = { text: '', starts: [], ends: [], isReading: [] }
  const parts: string[] = []
  let position = 0
  const copyUntil = (end: number): void => {
    parts.push(working.text.slice(position, end))
    for (let index = position; index < end; index++)
      append(result, 1, working.starts[index], working.ends[index], working.isReading[index])
  }
  const appendSpace = (at: number): void => {
    parts.push(' ')
    append(result, 1, at, at, false)
  }
  for (let index = 0; index < readings.length;) {
    const { start } = readings[index]
    copyUntil(start)
    let needsGap = needsSpace(working.text[start - 1])
    let isHeard = false
    let end = start
    // All that touch.
    for (; index < readings.length && readings[index].start === end; index++) {
      const { start: from, spoken } = readings[index]
      end = readings[index].end
      if (spoken === '') continue
      const sourceStart = working.starts[from]
      if (needsGap) appendSpace(sourceStart)
      parts.push(spoken)
      append(result, spoken.length, sourceStart, working.ends[end - 1], true)
      needsGap = true
      isHeard = true
    }
    const sourceEnd = working.ends[end - 1]
    if (needsSpace(working.text[end]) || !isHeard) appendSpace(sourceEnd)
    position = end
  }
  copyUntil(working.text.length)
  result.text = parts.join('')
  return result
}

function needsSpace(neighbour: string | undefined): boolean {
  return neighbour !== undefined && /[\p{L}\p{N}]/u.test(neighbour)
}

/** Adds units to the ranges only; the caller adds their text. */
export function append(
  working: WorkingText,
  units: number,
  start: number,
  end: number,
  isReading: boolean,
): void {
  for (let unit = 0; unit < units; unit++) {
    working.starts.push(start)
    working.ends.push(end)
    working.isReading.push(isReading)
  }
}
