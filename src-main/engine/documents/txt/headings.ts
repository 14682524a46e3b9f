/** A heading is short: longer lines are text, whatever they begin with. */
const maxHeadingChars = 80
/** Headings without a number or a word for "chapter" have to be shorter still. */
const maxBareHeadingChars = 60

const numberWords =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)'
const numeral = `(?:[ivxlcdm]+|\\d{1,4}|${numberWords})`
const division = '(?:part|book|volume|act|chapter|section|scene|canto|letter|stave|appendix)'
const divisionAlone = new RegExp(`^${division} (?:${numeral}|[a-z])[.:]?$`, 'i')
const divisionTitled = new RegExp(`^${division} ${numeral}(?:\\.|:| ?[-–—]) ?\\S.*$`, 'i')
const romanAlone = /^(?:[IVXLCDM]{2,}\.?|[IVX]\.)$/
const romanTitled = /^[IVXLCDM]+\. (\p{Lu}[^.!?;,]*)$/u
const romanShape = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\.?$/
const greatDivision = /^(?:part|book|volume)\b/i

/**
 * Judges a line that stands alone. Conservative: a heading missed costs a pause, a sentence taken for one is shouted.
 * @param acceptCapitals whether capitals alone make a heading; false in a text that is written in capitals throughout
 * @returns the level (1 for parts and books, else 2), or null for ordinary text
 */
export function headingLevel(line: string, acceptCapitals: boolean): 1 | 2 | null {
  if (line.length > maxHeadingChars) return null
  const text = line.replace(/\s+/g, ' ').trim()
  if (isDivisionAlone(text) || isDivisionTitled(text)) return greatDivision.test(text) ? 1 : 2
  if (text.length > maxBareHeadingChars) return null
  if (romanAlone.test(text) && romanShape.test(text)) return 2
  if (isTitledByRoman(text)) return 2
  return acceptCapitals && isCapitalHeading(text) ? 2 : null
}

/** "CHAPTER IV", "Book the Second", "Appendix B": a division's name with nothing after it. */
export function isDivisionAlone(text: string): boolean {
  return divisionAlone.test(text)
}

/** Whether a line right under "CHAPTER IV" can be its title: short, and not the beginning of a sentence. */
export function canBeTitle(text: string): boolean {
  return text.length <= maxBareHeadingChars && !/[.,;:]$/.test(text)
}

/** Whether there is no lower-case letter in a text that has letters with case. */
export function isAllCapitals(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase()
}

/** "Chapter 1. The Sea": the title may end with a mark of its own, but holds no second sentence. */
function isDivisionTitled(text: string): boolean {
  return divisionTitled.test(text) && !/[.!?] \S+ \S+ \S/.test(text.replace(/^\S+ (?:the )?\S+/i, ''))
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
