const numberWord =
  /^(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|trillion)(?:th|st|nd|rd|s)?$|^(?:first|second|third|fifth|eighth|ninth|twelfth|\w+ieth)$/

/** Whether a spoken form is one of those the corpus accepts, by the rules in the corpus's header. */
export function isAccepted(spoken: string, accepted: readonly string[]): boolean {
  const words = comparableWords(spoken)
  return accepted.some((form) => sameWords(words, comparableWords(form)))
}

/** Lower case, no punctuation, hyphens as spaces, no "and" between number words, one spelling of the rest. */
export function comparableWords(spoken: string): string[] {
  const words = spoken
    .toLowerCase()
    .replace(/per cent\b/g, 'percent')
    .replace(/metre/g, 'meter')
    .replace(/[-–—]/g, ' ')
    .replace(/[^\p{L}\p{N}\s]/gu, '')
    .trim()
    .split(/\s+/)
  const isNumber = (index: number): boolean => numberWord.test(words[index] ?? '')
  return words
    .filter((word, index) => word !== 'and' || !isNumber(index - 1) || !isNumber(index + 1))
    .map((word, index, kept) => {
      const isInDigits = numberWord.test(kept[index - 1] ?? '') || numberWord.test(kept[index + 1] ?? '')
      return (word === 'oh' || word === 'o') && isInDigits ? 'zero' : word
    })
}

/** Equal word lists, where letter names may be joined ("fbi" is "f b i"). */
function sameWords(left: readonly string[], right: readonly string[]): boolean {
  let j = 0
  for (let i = 0; i < left.length; i++) {
    if (left[i] === right[j]) {
      j++
      continue
    }
    const spelt = lettersFrom(right, j, left[i])
    const joined = right[j] === undefined ? 0 : lettersFrom(left, i, right[j])
    if (spelt > 0) j += spelt
    else if (joined > 0) {
      i += joined - 1
      j++
    } else return false
  }
  return j === right.length
}

/** How many single letters from `start` spell `word`; 0 when they do not. */
function lettersFrom(words: readonly string[], start: number, word: string): number {
  for (let index = 0; index < word.length; index++) if (words[start + index] !== word[index]) return 0
  return word.length
}
