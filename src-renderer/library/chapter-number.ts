/** As many characters as the column of numbers holds. */
const mostNumberChars = 5
/** A number by itself could be a word of the title: "I, Claudius", "1984", "3 Men in a Boat". */
const numbered = /^(?<number>[IVXLCDM]+|[ivxlcdm]+|\d+(?:\.\d+)*)(?:[.:)]|\s*[–—])\s+(?=\S)/

/**
 * The number that a title begins with: "IV. Time Travelling".
 * @returns how many characters of the title are before its words; null: it has none, or nothing else
 */
export function chapterNumber(title: string): { readonly number: string; readonly chars: number } | null {
  const found = numbered.exec(title)
  const number = found?.groups?.number
  if (!found || !number || number.length > mostNumberChars) return null
  return { number, chars: found[0].length }
}
