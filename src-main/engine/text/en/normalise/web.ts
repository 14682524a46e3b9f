import { matchesOf } from '../../matches'
import { digitWords } from '../number-words'
import type { Variant } from '../variant'
import type { Reading } from '../../working-text'
import { bareNumberWords } from './plain-numbers'
import { pattern, type Match, type Rule } from './rule'

const addressPart = /[A-Za-z]+|\d+|./gu
const symbolNames: Readonly<Record<string, string | undefined>> = {
  '.': 'dot',
  '/': 'slash',
  '-': 'dash',
  _: 'underscore',
  '@': 'at',
  '&': 'ampersand',
  '?': 'question mark',
  '=': 'equals',
  '#': 'hash',
  ':': 'colon',
  '+': 'plus',
  '%': 'percent',
  '~': 'tilde',
  '\\': 'backslash',
}
/** Country domains are said by their letters; the others are words or initialisms of their own. */
const spelt =
  /^(?:uk|us|de|fr|it|eu|io|tv|ai|au|ca|ch|at|sm|jp|nl|se|nz|cn|kr|mx|pl|dk|cz|gr|za|hk|sg|fm|gg|cc|tk|br|ru)$/
const domains =
  'com|org|net|edu|gov|mil|int|info|biz|io|co|uk|us|de|fr|it|eu|ch|at|au|ca|tv|ai|dev|app|me|jp|nl|se|es|ie|nz|sm' +
  '|cn|ru|br|kr|mx|pl|dk|fi|cz|gr|za|hk|sg|xyz|tech|online|store|site|blog|cloud|news|museum|travel|nyc|gg|ly|fm' +
  '|club|shop|wiki|design|gl|tk|cc|jobs|mobi|pro|page|(?:co|com|org|net|ac|gov|edu)\\.[a-z]{2}'
/** A longer address is lit part by part rather than as one word that takes half a minute. */
const longestSingleChars = 60

/** "user@example.com" */
export const emailAddresses: Rule = {
  name: 'e-mail address',
  needs: /@/,
  pattern: pattern('(?<![\\w.+@-])[\\w.+&-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}'),
  read: (match, variant) => readAddress(match, match[0].replace(/[.-]+$/, ''), variant),
}

/** "https://www.example.org/a-b?x=1", "file:///c/code"; the usual "https://" is not said. */
export const webAddresses: Rule = {
  name: 'web address',
  needs: /:\/\/|www\./i,
  pattern: pattern('(?<![\\w@])(?:(?:https?|ftp|file|sftp|ssh|git|wss?)://|www\\.)[^\\s<>"“”]+', 'i'),
  read: (match, variant) => readAddress(match, match[0].replace(/[.,;:!?)\]'’…]+$/, ''), variant),
}

/** "example.com/path" */
export const bareDomains: Rule = {
  name: 'domain',
  needs: /[\p{L}\p{N}]\.\p{L}/u,
  pattern: pattern(
    `(?<![\\w@./-])(?:[a-z0-9][a-z0-9-]{0,62}\\.){1,8}(?:${domains})(?![\\w-])(?:[/?#:][^\\s<>"“”]*)?`,
    'i',
  ),
  read(match, variant) {
    const address = match[0].replace(/[.,;:!?)\]'’…]+$/, '')
    // "end.It was": a sentence whose space was lost, not a domain.
    return /^[A-Za-z]+\.[A-Z][a-z]/.test(address) ? null : readAddress(match, address, variant)
  },
}

/** Piece by piece: words as words, what has no vowel by its letters, digits one by one, signs by name. */
export function readAddress(match: Match, address: string, variant: Variant): Reading[] {
  const scheme = /^(?:https?|ftp):\/\//i.exec(address)?.[0] ?? ''
  const readings: Reading[] = []
  const start = match.index
  const pieces = matchesOf(addressPart, address.slice(scheme.length))
  for (const { 0: piece, index } of pieces) {
    const from = start + scheme.length + index
    readings.push({ start: from, end: from + piece.length, spoken: pieceWords(piece, variant) })
  }
  if (readings.length > 0) readings[0].start = start
  if (address.length > longestSingleChars) return readings.filter(({ spoken }) => spoken !== '')
  const spoken = readings.map((reading) => reading.spoken).join(' ')
  return [{ start, end: start + address.length, spoken: spoken.replace(/ {2,}/g, ' ').trim() }]
}

function pieceWords(piece: string, variant: Variant): string {
  if (/^jpe?g$/i.test(piece)) return 'jpeg'
  if (/^\d+$/.test(piece)) return piece.length === 1 ? bareNumberWords(piece, variant) : digitWords(piece)
  if (/^www$/i.test(piece)) return 'W W W'
  if (spelt.test(piece)) return piece.toUpperCase()
  if (/^[A-Za-z]+$/.test(piece)) return speltIfUnreadable(piece)
  return symbolNames[piece] ?? (/[\p{L}\p{N}]/u.test(piece) ? piece : '')
}

/** "html" and "cv" have no vowel to read them with. */
function speltIfUnreadable(piece: string): string {
  return piece.length <= 4 && !/[aeiouy]/i.test(piece) ? piece.toUpperCase() : piece
}
