import { maskControls } from '../mask-controls'

/** A stretch of a text that ends where a paragraph does. */
export interface TextWindow {
  readonly startChar: number
  /** What is there, and the same with its controls masked, unit for unit. */
  readonly source: string
  readonly text: string
}

/** Text of one piece of a document: the first one is on the screen at once, and none is long to wait for. */
const windowChars = 16_000
/** Beyond it, a blank line is hardly ever further away than this. */
const borderChars = 4_096
/** Without a blank line for this long, a window ends at any line's end. */
const maxUnbrokenChars = 262_144

const blankLine = /\n[^\S\n]*\n/g
/** In a double-spaced text, a single blank line is inside a paragraph. */
const threeBlankLines = /\n(?:[^\S\n]*\n){3}/g

/**
 * Cuts a range of a text into windows, from blank line to blank line; what no line end breaks stays whole. Together they are the
 * range. Nothing beyond a window is read before it is asked for.
 */
export function* windowsOf(
  source: string,
  range: { readonly startChar: number; readonly endChar: number },
  isDoubleSpaced: boolean,
): Generator<TextWindow> {
  const border = isDoubleSpaced ? threeBlankLines : blankLine
  for (let { startChar } = range; startChar < range.endChar;) {
    const window = nextWindow(source, startChar, range.endChar, border)
    yield window
    startChar += window.source.length
  }
}

function nextWindow(source: string, startChar: number, endChar: number, border: RegExp): TextWindow {
  for (let chars = windowChars + borderChars; ; chars *= 2) {
    const slice = source.slice(startChar, Math.min(endChar, startChar + chars))
    const text = maskControls(slice)
    const isLast = startChar + chars >= endChar
    const length = isLast && slice.length <= windowChars ? slice.length : borderIn(text, border, isLast)
    if (length !== null) return { startChar, source: slice.slice(0, length), text: text.slice(0, length) }
  }
}

/** @returns where the window ends; null: more text is needed to tell */
function borderIn(text: string, border: RegExp, isLast: boolean): number | null {
  border.lastIndex = windowChars
  const found = border.exec(text)
  if (found !== null) return found.index + found[0].length
  if (text.length > maxUnbrokenChars) {
    // Far out: every window is looked at in full before it is cut.
    const lineEnd = text.indexOf('\n', maxUnbrokenChars)
    if (lineEnd !== -1) return lineEnd + 1
  }
  return isLast ? text.length : null
}
