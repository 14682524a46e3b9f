import type { RuledReading } from './working-text'

/**
 * Readings of a text, of which a last one that takes the period at its end ("etc.") leaves it to be heard: it also ends
 * the sentence.
 * @param continuing abbreviations, without their period, after which no sentence ends: a text that ends with one is a
 *   piece of a sentence ("it startled Mrs.")
 */
export function keepLastPeriod(
  readings: readonly RuledReading[],
  text: string,
  continuing?: ReadonlySet<string>,
): RuledReading[] {
  return readings.map((reading) => {
    const { start, end, spoken } = reading
    if (continuing?.has(text.slice(start, end - 1))) return reading
    if (text[end - 1] !== '.' || /[^”“"’'‘)\]»«›‹\s]/.test(text.slice(end))) return reading
    // What is silent gives the period back: of a reading that says it alone nobody could tell that it is silent.
    if (spoken === '') return end - start > 1 ? { ...reading, end: end - 1 } : reading
    return { ...reading, spoken: `${spoken}${spoken.endsWith('.') ? ' .' : '.'}` }
  })
}
