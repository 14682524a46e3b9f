const number = String.raw`(\d{1,5}|[ivxlcdm]{1,9})`
const words = String.raw`(?:page|pages|p\.|pg\.?|seite|s\.|página|pág\.?|pagina|стр\.?|strana|side|sida|sivu|第)?`
const total = String.raw`(?:\s*(?:of|/|de|von|sur|di|van|av|из|z)\s*\d{1,5})?`
const pattern = new RegExp(
  String.raw`^[-–—~|·•.\[(\s]{0,6}${words}\s*${number}${total}\s*(?:页|頁|ページ)?[-–—~|·•.\])\s]{0,6}$`,
  'iu',
)

/** What a page's edge says as its number: "12", "- xii -", "Page 3 of 9"; null for other text. */
export function pageNumberIn(text: string): number | null {
  const found = text.length > 40 ? null : pattern.exec(text)
  if (found === null) return null
  return /^\d/.test(found[1]) ? Number(found[1]) : romanNumber(found[1])
}

const romanDigits: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 }

/** The number of a roman numeral written in one case; null for a word of such letters. */
export function romanNumber(text: string): number | null {
  const well = /^m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/i
  if (text === '' || !well.test(text)) return null
  const values = [...text.toLowerCase()].map((digit) => romanDigits[digit])
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0)
}
