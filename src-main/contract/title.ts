/** A title for people fits a window's title bar. */
const maxTitleChars = 60
/** Text looked at for a title. */
const titleWindowChars = 400

/**
 * Makes a title of a text's first words: at most 60 characters, cut between words where there are any, with an ellipsis
 * when cut. Empty for a text without a visible character.
 */
export function titleFromText(text: string): string {
  const begin = text.search(/\S/)
  if (begin === -1) return ''
  const words = text
    .slice(begin, begin + titleWindowChars)
    .replace(/\s+/g, ' ')
    .trim()
  if (words.length <= maxTitleChars) return words
  // One character of the sixty is the ellipsis.
  const border = words.lastIndexOf(' ', maxTitleChars - 1)
  const cut = words.slice(0, border > 0 ? border : maxTitleChars - 1)
  return `${cut.replace(/[\ud800-\udbff]$/, '').replace(/[\s,;:.–—-]+$/, '')}…`
}
