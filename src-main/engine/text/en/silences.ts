import { matchesOf } from '../matches'
import type { Silence } from '../spoken-text'
import type { RuledReading, WorkingText } from '../working-text'
import type { SoundUnit } from './phonemizer'
import { knownSymbols, unsounded } from './spoken-words'

/** What the voice always has sounds for, marks taken off. */
const readable = /[A-Za-z\p{Nd}]/u
const latin = /\p{Script=Latin}/u
const letterOrNumber = /[\p{L}\p{N}]/u
const symbols = /\p{S}+/gu

/**
 * What is not heard of a text and why, in no order: what a rule passes over, and what the voice has no sounds for. Of
 * two that overlap the earlier one counts, and what is in a word after all is heard.
 */
export function silencesOf(parts: {
  source: string
  readings: readonly RuledReading[]
  folded: WorkingText
  units: readonly SoundUnit[]
  working: WorkingText
  alphabet: ReadonlySet<string>
}): Silence[] {
  const { source, readings, folded, units, working, alphabet } = parts
  const silences: Silence[] = []
  for (const { start, end, spoken, rule } of readings)
    if (spoken === '') silences.push({ startChar: folded.starts[start], endChar: folded.ends[end - 1], rule })
  for (const { start, end, phonemes } of units) {
    if (!unsounded.test(knownSymbols(phonemes, alphabet))) continue
    const written = working.text.slice(start, end)
    if (readable.test(written.normalize('NFD')) || !letterOrNumber.test(written)) continue
    silences.push({
      startChar: working.starts[start],
      endChar: working.ends[end - 1],
      rule: latin.test(written) ? 'letter without a sound' : 'other script',
    })
  }
  for (const { 0: written, index } of matchesOf(symbols, source))
    silences.push({ startChar: index, endChar: index + written.length, rule: 'symbol without a name' })
  return silences
}
