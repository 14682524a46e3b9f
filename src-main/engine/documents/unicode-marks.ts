/** A Unicode encoding recognised from a file's first bytes. */
export interface UnicodeGuess {
  readonly encoding: 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'UTF-32LE' | 'UTF-32BE'
  /** Length of the byte order mark; 0 when the encoding was inferred without one. */
  readonly markBytes: number
}

const marks: readonly { encoding: UnicodeGuess['encoding']; bytes: readonly number[] }[] = [
  { encoding: 'UTF-8', bytes: [0xef, 0xbb, 0xbf] },
  // Before UTF-16LE, whose mark begins the same way.
  { encoding: 'UTF-32LE', bytes: [0xff, 0xfe, 0, 0] },
  { encoding: 'UTF-32BE', bytes: [0, 0, 0xfe, 0xff] },
  { encoding: 'UTF-16LE', bytes: [0xff, 0xfe] },
  { encoding: 'UTF-16BE', bytes: [0xfe, 0xff] },
]

/** Of the 16-bit units of Latin, Greek or Cyrillic text, at least this share (spaces, line ends, ASCII) has a zero high byte. */
const minZeroHighShare = 0.1
/** A zero low byte (U+0100, U+2000, U+3000 …) is rare in any text. */
const maxZeroLowShare = 0.02
/** In a short text a stray NUL or two must not reach that share; short texts of other scripts are rarer than those. */
const shortUnits = 64
const minZeroHighShareShort = 0.5
const minUnits = 2

/** Recognises a Unicode encoding by its byte order mark, or UTF-16 without one by where its zero bytes stand. */
export function guessUnicode(head: Uint8Array): UnicodeGuess | null {
  for (const { encoding, bytes } of marks) {
    if (bytes.every((byte, index) => head[index] === byte)) return { encoding, markBytes: bytes.length }
  }
  return guessUnmarkedUtf16(head)
}

function guessUnmarkedUtf16(head: Uint8Array): UnicodeGuess | null {
  const units = head.length >> 1
  if (units < minUnits) return null
  let evenZeros = 0
  let oddZeros = 0
  for (let unit = 0; unit < units; unit += 1) {
    if (head[unit * 2] === 0) evenZeros += 1
    if (head[unit * 2 + 1] === 0) oddZeros += 1
  }
  const minShare = units < shortUnits ? minZeroHighShareShort : minZeroHighShare
  if (oddZeros >= units * minShare && evenZeros <= units * maxZeroLowShare)
    return { encoding: 'UTF-16LE', markBytes: 0 }
  if (evenZeros >= units * minShare && oddZeros <= units * maxZeroLowShare)
    return { encoding: 'UTF-16BE', markBytes: 0 }
  return null
}
