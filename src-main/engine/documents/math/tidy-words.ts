const spaces = /\s+/g
const beforeMark = / (?=[,.;:])/g
const doubled = /([,;:.])[,;:]+/g

/** Leaves of what the rules say one space between words, one mark at a time, none at either end. */
export function tidyWords(words: string): string {
  return words
    .replace(spaces, ' ')
    .replace(beforeMark, '')
    .replace(doubled, '$1')
    .replace(/^[ ,;:.]+/, '')
    .replace(/[ ,;:.]+$/, '')
}
