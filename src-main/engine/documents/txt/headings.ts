import { divisionOf } from './divisions'

/** A heading is short: longer lines are text, whatever they begin with. */
const maxHeadingChars = 80
/** Headings without a number or a word for "chapter" have to be shorter still. */
const maxBareHeadingChars = 60

/** Printed under the last line, and no chapter. */
const theEnd = /^(?:the end|end|finis?|ende|fine|slut|einde|koniec|konec|vége|конец|кінець)\b.{0,30}$/i
const romanAlone = /^(?:[IVXLCDM]{2,}\.?|[IVX]\.)$/
const romanTitled = /^[IVXLCDM]+\. (\p{Lu}[^.!?;,]*)$/u
const romanShape = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\.?$/

/**
 * Judges a line that stands alone. Conservative: a heading missed costs a pause, a sentence taken for one is shouted.
 * @param acceptCapitals whether capitals alone make a heading; false in a text that is written in capitals throughout
 * @returns the level (1 for parts and books, else 2), or null for ordinary text
 */
export function headingLevel(line: string, acceptCapitals: boolean): 1 | 2 | null {
  if (line.length > maxHeadingChars) return null
  const text = tidy(line)
  const division = divisionOf(text)
  if (division !== null) {
    const { title, isSetApart } = division
    if (title === '' || (isSetApart ? isOneSentence(title) : isTitleCase(title))) return division.level
  }
  if (text.length > maxBareHeadingChars) return null
  if (romanAlone.test(text) && romanShape.test(text)) return 2
  if (isTitledByRoman(text)) return 2
  return acceptCapitals && isCapitalHeading(text) && !theEnd.test(text) ? 2 : null
}

/** "CHAPTER IV", "Book the Second", "Appendix B": a division's name with nothing after it. */
export function isDivisionAlone(line: string): boolean {
  return line.length <= maxHeadingChars && divisionOf(tidy(line))?.title === ''
}

/** Whether a line right under "CHAPTER IV" can be its title: short, and not the beginning of a sentence. */
export function canBeTitle(text: string): boolean {
  return text.length <= maxBareHeadingChars && !/[.,;:]$/.test(text)
}

/** Whether there is no lower-case letter in a text that has letters with case. */
export function isAllCapitals(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase()
}

function tidy(line: string): string {
  return line.replace(/\s+/g, ' ').trim()
}

/** "Chapter 1. The Sea": the title may end with a mark of its own, but holds no second sentence. */
function isOneSentence(title: string): boolean {
  return !/[.!?] \S+ \S+ \S/.test(title)
}

/** A title that nothing sets apart from "Chapter 4": no word of it can be the verb of a sentence. */
function isTitleCase(title: string): boolean {
  const words = title.split(' ').filter((word) => word.length > 4)
  return (
    /^["“‘«]?\p{Lu}/u.test(title) && !/[.,;]$/.test(title) && words.every((word) => !/^\p{Ll}/u.test(word))
  )
}

function isTitledByRoman(text: string): boolean {
  const title = romanTitled.exec(text)?.[1]
  if (title === undefined || !romanShape.test(text.slice(0, text.indexOf('.')))) return false
  // "C. Smith" is a person; "IV. The return" is not.
  return isAllCapitals(title) ? title.length > 1 : /^[IVX]+$/.test(text.slice(0, text.indexOf('.')))
}

function isCapitalHeading(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return letters >= 4 && letters * 10 >= text.length * 6 && isAllCapitals(text) && !/[.!?,;:"”’]$/.test(text)
}
