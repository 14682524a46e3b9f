import emojiTable from 'unicode-emoji-json/data-by-emoji.json?names'
import { foldEmoji } from '../fold-text'
import type { Reading } from '../../working-text'
import { pattern, sign, type Rule } from './rule'

const skinTone = /^[\u{1f3fb}-\u{1f3ff}]$/u
/** Digits in boxes are read as the numbers they are; bullets, and marks of rights, as what they are in a text. */
const readElsewhere = /^[\d#*©®™▪▫◻◼◽◾]/u
const piece = '[\\p{RI}\\p{Emoji_Modifier}\\p{Extended_Pictographic}♀♂⚕⚖⚧🦰-🦳]'

interface EmojiName {
  /** How many code points it takes. */
  count: number
  name: string
}

/** Names by the emoji as a folded text has it, without skin tones; Unicode's short names, from unicode-emoji-json (MIT). */
let names: Map<string, string> | null = null
/** No emoji has more code points; Unicode's longest families have seven. */
const longestEmoji = 10

/** Made when the first emoji comes: most texts have none. */
function emojiNames(): Map<string, string> {
  names ??= new Map(
    emojiTable
      .split('\n')
      .filter((line) => !readElsewhere.test(line))
      .map((line) => {
        const tab = line.indexOf('\t')
        return [foldEmoji(line.slice(0, tab)), emojiName(line.slice(tab + 1))]
      }),
  )
  return names
}

/** The longest emoji that begins at a place of a list of code points; null where none does. */
function emojiAt(characters: readonly string[], from: number): EmojiName | null {
  let key = ''
  let found: EmojiName | null = null
  for (let at = from; at < characters.length && at < from + longestEmoji; at++) {
    const isTone = skinTone.test(characters[at]) && at > from
    if (!isTone) key += characters[at]
    const name = emojiNames().get(key)
    if (name !== undefined) found = { count: at - from + 1, name }
  }
  return found
}

/** "🎉", "👍🏽", "👩‍🚀", "🇫🇷" by name; the same one several times over is said once. */
export const emoji: Rule = {
  name: 'emoji',
  needs: sign,
  pattern: pattern(`${piece}(?: ?${piece}){0,200}`),
  read(match) {
    const characters = [...match[0]]
    const readings: Reading[] = []
    let offset = match.index
    let previous = ''
    for (let from = 0; from < characters.length;) {
      const found = emojiAt(characters, from)
      const count = found?.count ?? 1
      const start = offset
      offset += characters.slice(from, from + count).join('').length
      from += count
      if (found === null) continue
      if (found.name === previous) readings[readings.length - 1].end = offset
      else readings.push({ start, end: offset, spoken: found.name })
      previous = found.name
    }
    return readings.length === 0 ? null : readings
  },
}

function emojiName(name: string): string {
  return name.startsWith('flag ')
    ? `flag of ${name.slice(5).replace('&', 'and')}`
    : name.replace(/[“”!()]/g, '')
}
