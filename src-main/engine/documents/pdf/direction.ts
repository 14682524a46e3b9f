/** Letters of scripts that run from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g
const leftToRight = /[A-Za-z\u00c0-\u058f\u0900-\u1fff\u2c00-\ud7ff]/g

/** Whether most letters of a text run from right to left. */
export function isRightToLeft(text: string): boolean {
  const against = text.match(rightToLeft)?.length ?? 0
  return against > 0 && against >= (text.match(leftToRight)?.length ?? 0)
}

/**
 * The order in which pieces of one line are read, from the order in which they stand on it.
 * @param texts the pieces from left to right, each of them in its own order already
 * @returns the numbers of the pieces: in a line from right to left they are read from the right, but pieces of Latin
 *   letters and numbers that stand beside each other keep their order
 */
export function readingOrder(texts: readonly string[]): readonly number[] {
  const numbers = texts.map((_, at) => at)
  if (!isRightToLeft(texts.join(' '))) return numbers
  const order: number[] = []
  for (let at = texts.length - 1; at >= 0; at--) {
    let first = at
    if (isLatin(texts[at])) while (first > 0 && !hasRightToLeft(texts[first - 1])) first--
    // Punctuation at the left end of such a run belongs to the text around it.
    while (first < at && !isLatin(texts[first])) first++
    for (let piece = first; piece <= at; piece++) order.push(piece)
    at = first
  }
  return order
}

function hasRightToLeft(text: string): boolean {
  return text.search(rightToLeft) !== -1
}

function isLatin(text: string): boolean {
  return !hasRightToLeft(text) && /[\p{L}\p{N}]/u.test(text)
}
