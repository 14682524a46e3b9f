import type { RuledReading } from './working-text'

/**
 * Readings of a text, of which a last one that takes the period at its end ("etc.") leaves it to be heard: it also ends
 * the sentence.
 */
export function keepLastPeriod(readings: readonly RuledReading[], text: string): RuledReading[] {
  return readings.map((reading) => {
    const { start, end, spoken } = reading
    if (text[end - 1] !== '.' || /[^”“"’'‘)\]»«›‹\s]/.test(text.slice(end))) return reading
    // What is silent gives the period back: of a reading that says it alone nobody could tell that it is silent.
    if (spoken === '') return end - start > 1 ? { ...reading, end: end - 1 } : reading
    return { ...reading, spoken: `${spoken}${spoken.endsWith('.') ? ' .' : '.'}` }
  })
}
