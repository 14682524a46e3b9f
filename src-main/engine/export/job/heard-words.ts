/*
 * Texts compared as a listener would: case, white space and punctuation are not heard.
 */

/** Whether two texts say the same. */
export function isSameWords(one: string, other: string): boolean {
  return wordsOf(one).join('') === wordsOf(other).join('')
}

/** Whether a text says another one first; not where that ends inside of a word. */
export function beginsWithWords(text: string, beginning: string): boolean {
  const wanted = wordsOf(beginning).join('')
  let said = ''
  for (const word of wordsOf(text)) {
    if (said.length >= wanted.length) break
    said += word
  }
  return said === wanted
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
}
