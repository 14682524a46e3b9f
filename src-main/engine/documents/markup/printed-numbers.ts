import { hasClass, shortTextOf } from './semantics'
import type { MarkupElement } from './tree'

const pageClass = /^(?:page-?num(?:ber)?s?|page-?no|pb|pagebreak|page-?break|pgnum|folio|newpage)$/i
const pageText =
  /^[[({|]?\s?(?:(?:page|pages|pag|pg|p|seite|s)\b[.:]?\s?)?(?:\d{1,5}|[ivxlcdm]{1,8})\s?[\])}|]?$/i
const lineClass =
  /^(?:l(?:ine)?-?n(?:um(?:ber)?s?|o|r)?|verse-?line-?(?:num|number|no)|linenos?|ln-num|gutter)$/i
const lineText = /^\[?\d{1,5}[a-z]?[.\]]?$/
/** What is printed as a number is short. */
const maxNumberChars = 14

/** Whether an element is the number of a printed page. */
export function pageNumberOf(element: MarkupElement, says: ReadonlySet<string>): boolean {
  const isSaid = says.has('pagebreak')
  if (!isSaid && !hasClass(element, pageClass)) return false
  const text = shortTextOf(element, maxNumberChars)
  return text !== null && (isSaid || pageText.test(text))
}

/** Whether an element is the number of a line, in the margin of a poem or of a program. */
export function lineNumberOf(element: MarkupElement): boolean {
  if (!hasClass(element, lineClass)) return false
  const text = shortTextOf(element, maxNumberChars)
  return text !== null && lineText.test(text)
}
