import type { TextHabits } from './habits'

const rule = /^[=\-~_*#•·.+\s—–―─━═⁂☙❧❦※＊◇◆○●]+$/
const dressedNumber =
  /^(?:[-–—[(|]\s?(?:\d{1,4}|[ivxlc]{1,8})\s?[-–—\])|]|(?:page|p\.|seite|pagina|página|стр\.) ?\d{1,4}|\d{1,4} ?(?:\/|of) ?\d{1,4})$/i
const bareNumber = /^(?:\d{1,4}|[ivxl]{2,8})$/

/** What a line that stands alone is when it is no text: a rule or the gap between two scenes, or the number of a page. */
export function pageMark(
  line: string,
  habits: TextHabits,
  isBesideFormFeed: boolean,
): 'furniture' | 'page-number' | null {
  if (line.length > 160) return null
  if ((line.length >= 3 || /^[*⁂☙❧❦※＊◇◆○●]+$/.test(line)) && rule.test(line)) return 'furniture'
  if (dressedNumber.test(line)) return 'page-number'
  if (!bareNumber.test(line)) return null
  return isBesideFormFeed || habits.loneNumbers === 'pages' ? 'page-number' : null
}
