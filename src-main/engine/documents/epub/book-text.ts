import { maskControls } from '../mask-controls'

/** A title or a name as a person reads it; longer ones are cut. */
const maxShownChars = 400

/** Text of the book's own description for people: one line, without control characters, and no markup is read in it. */
export function shownText(text: string): string {
  const line = maskControls(text.slice(0, maxShownChars * 4))
    .replace(/\s+/gu, ' ')
    .trim()
  return line.length <= maxShownChars
    ? line
    : line
        .slice(0, maxShownChars)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()
}
