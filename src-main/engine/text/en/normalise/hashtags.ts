import { matchesOf } from '../../matches'
import { cardinalWords } from '../number-words'
import { readAddress } from './web'
import { group, pattern, sign, whole, type Rule } from './rule'

/** Words of a name in one: "ThrowbackThursday", "100DaysOfCode", "COVID19", "snake_case". */
const wordInName = /\p{Lu}{2,}(?=\p{Lu}\p{Ll}|[^\p{L}]|$)|\p{Lu}?[\p{Ll}\p{Lo}\p{M}']+|\p{Lu}|\d+/gu

/** "#ThrowbackThursday" */
export const hashtags: Rule = {
  name: 'hashtag',
  needs: sign,
  pattern: pattern(
    '(?<![\\p{L}\\p{N}&#])#(?<name>(?=\\d{0,9}[\\p{L}_])[\\p{L}\\p{N}_]{2,60})(?![\\p{L}\\p{N}#])',
  ),
  read(match, variant) {
    const words = matchesOf(wordInName, group(match, 'name') ?? '').map(([word]) => spokenPart(word, variant))
    return whole(match, `hashtag ${words.join(' ')}`)
  },
}

/** Initials stay initials, all else is a word in small letters. */
function spokenPart(word: string, variant: Parameters<typeof cardinalWords>[1]): string {
  if (/^\d+$/.test(word)) return cardinalWords(word, variant)
  return /^\p{Lu}{2,}$/u.test(word) ? word : word.toLowerCase()
}

/** "@jane_doe" */
export const handles: Rule = {
  name: 'name of an account',
  needs: /@/,
  pattern: pattern('(?<![\\p{L}\\p{N}@.])@(?=[\\d_.]{0,9}\\p{L})[\\w](?:[\\w.]{0,40}\\w)?'),
  read: (match, variant) => readAddress(match, match[0], variant),
}
