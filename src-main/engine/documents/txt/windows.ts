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
/** Without a blank line for this long, a window ends at any line's end. */
const maxUnbrokenChars = 262_144

const blankLine = /\n[^\S\n]*\n/g
/** In a double-spaced text, a single blank line is inside a paragraph. */
const threeBlankLines = /\n(?:[^\S\n]*\n){3}/g

/**
 * Cuts a text into windows, from blank line to blank line; what no line end breaks stays whole. Together they are the
 * text. Nothing beyond a window is read before it is asked for.
 */
export function* windowsOf(source: string, isDoubleSpaced: boolean): Generator<TextWindow> {
  const border = isDoubleSpaced ? threeBlankLines : blankLine
  for (let startChar = 0; startChar < source.length;) {
    const window = nextWindow(source, startChar, border)
    yield window
    startChar += window.source.length
  }
}

function nextWindow(source: string, startChar: number, border: RegExp): TextWindow {
  for (let chars = windowChars * 2; ; chars *= 2) {
    const slice = source.slice(startChar, startChar + chars)
    const text = maskControls(slice)
    const isLast = startChar + chars >= source.length
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
