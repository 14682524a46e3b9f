import { matchesOf } from '../matches'
import type { TextRange } from '../sentences'
import type { WorkingText } from '../working-text'

/** One letter with its marks, or any one character. */
const cluster = /\P{M}\p{M}*|\p{M}+/gu
const space = /^[\s\p{Cc}\p{Z}]/u
/** What espeak would name ("grinning face", "asterisk") though it is there for the eye only. */
const ornament = /^[\p{Emoji_Presentation}\p{So}*_~|<>^`\\]/u
const spokenSymbol = /^[°©®№℃℉]/u
/** Formats, surrogates without a partner, what is not assigned, variants of pictures. */
const invisible = /[\p{Cf}\p{Cs}\p{Co}\p{Cn}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu
/** In the scripts that need them, the joiners say how letters are read. */
const joiner = /^[\u200c\u200d]$/
const joinedScript =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}]/u

/**
 * The text as espeak is to see it: runs of white space as one space, letters composed with their marks, ornaments and
 * control characters as white space, invisible characters as nothing. Ranges lead back to the source.
 * @param kept where ornaments stay: something is said for them; in order
 */
export function readableText(source: string, kept: readonly TextRange[] = []): WorkingText {
  const working: WorkingText = { text: '', starts: [], ends: [], isReading: [] }
  const parts: string[] = []
  let next = 0
  for (const { 0: match, index } of matchesOf(cluster, source)) {
    while (next < kept.length && kept[next].endChar <= index) next++
    const isKept = next < kept.length && kept[next].startChar <= index
    const written = isKept && isOrnament(match) ? match : fold(match, parts.at(-1) ?? ' ')
    if (written === '' || (written === ' ' && (parts.at(-1) ?? ' ') === ' ')) continue
    parts.push(written)
    for (let unit = 0; unit < written.length; unit++) {
      working.starts.push(index)
      working.ends.push(index + match.length)
      working.isReading.push(false)
    }
  }
  working.text = parts.join('')
  return working
}

/** Whether a character is there for the eye only: emoji, stars, bars. */
export function isOrnament(character: string): boolean {
  return ornament.test(character) && !spokenSymbol.test(character)
}

function fold(match: string, previous: string): string {
  if (space.test(match) || isOrnament(match)) return ' '
  if (joiner.test(match)) return joinedScript.test(previous) ? match : ''
  return match.replace(invisible, '').normalize('NFC')
}
