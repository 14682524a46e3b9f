/** Tells the language of running text by its n-grams. */
export interface LanguageDetector {
  /**
   * @param words running words of the text, in small letters
   * @returns ISO 639-1, or null when no language stands out
   */
  detect(words: readonly string[]): string | null
}

/**
 * How far the best language must be ahead of the next, on the detector's scale of 0 to 1. Measured with `leastChars`
 * of running words in the documents of the development corpus, all their paragraphs cut to pieces of each length, as
 * pieces of English taken for another language : pieces of 14 other languages told rightly, none wrongly:
 *
 * | piece (characters)  | 20      | 40      | 80         | 160        | 320      |
 * | English pieces      | 9,656   | 6,168   | 3,355      | 1,673      | 794      |
 * | raw text, ahead 0   | 3,083   | 950     | 356        | 135        | 46       |
 * | raw text, ahead 0.1 | 528     | 197     | 65         | 22         | 6        |
 * | running words, 0    | too few | too few | 3 : 66/67  | 4 : 31/31  | 3 : 2/2  |
 * | running words, 0.07 | too few | too few | 0 : 60/67  | 1 : 30/31  | 0 : 2/2  |
 * | running words, 0.1  | too few | too few | 0 : 55/67  | 0 : 28/31  | 0 : 2/2  |
 *
 * What the raw text got wrong were names; what is wrong at 0.07 is the source text of links, and imitated Latin.
 */
const leastLead = 0.1

/** Characters of running words below which nothing is told: about 60 of text, the shortest that never misled. */
export const leastChars = 40

/**
 * Loads the detector: eld 2.1.0 (Apache-2.0), with its smallest n-grams, which told as much as those of twice the size.
 * Its 1 MB takes 100 to 200 ms, in the calling thread, and afterwards a block 0.1 ms.
 */
export async function loadLanguageDetector(): Promise<LanguageDetector> {
  // Loaded here, and not with this file: most readings never need it.
  const { eld } = await import('eld/extrasmall')
  return {
    detect(words) {
      const text = words.join(' ')
      if (text.length < leastChars) return null
      const found = eld.detect(text)
      // Not `isReliable`, which compares the best score with the number of the next language.
      const [best = 0, next = 0] = Object.values(found.getScores())
      return best - next >= leastLead ? found.language : null
    },
  }
}
