import type { Silence } from '../spoken-text'
import type { RuledReading, WorkingText } from '../working-text'
import type { SoundUnit } from './phonemizer'
import { knownSymbols, unsounded } from './spoken-words'

/** What the voice has sounds for, or a rule to say it by; a letter of another script it has not. */
const readable = /[\p{Script=Latin}\p{N}]/u
const letter = /\p{L}/u
const symbol = /\p{S}/u

/** What is not heard of a text and why, in no order: what a rule passes over, and what the voice has no sounds for. */
export function silencesOf(parts: {
  readings: readonly RuledReading[]
  folded: WorkingText
  units: readonly SoundUnit[]
  working: WorkingText
  alphabet: ReadonlySet<string>
}): Silence[] {
  const { readings, folded, units, working, alphabet } = parts
  const silences: Silence[] = []
  for (const { start, end, spoken, rule } of readings)
    if (spoken === '') silences.push({ startChar: folded.starts[start], endChar: folded.ends[end - 1], rule })
  for (const { start, end, phonemes } of units) {
    if (!unsounded.test(knownSymbols(phonemes, alphabet))) continue
    const written = working.text.slice(start, end)
    if (readable.test(written)) continue
    const rule = letter.test(written) ? 'other script' : symbol.test(written) ? 'symbol without a name' : null
    if (rule) silences.push({ startChar: working.starts[start], endChar: working.ends[end - 1], rule })
  }
  return silences
}
