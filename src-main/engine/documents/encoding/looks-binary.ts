import { decodeUnicode } from './decode-unicode'
import { guessUnicode } from './unicode-marks'

/** In compressed or encrypted data about one byte in ten is a control character; in text, even damaged text, hardly any. */
const maxControlShare = 0.04
/** A few strays do not make a short text binary. */
const minControls = 3

/**
 * Whether a file's first bytes are data rather than text. Unicode with a mark, and UTF-16 without, are decoded first:
 * their zero bytes are no sign of data.
 */
export function looksBinary(head: Uint8Array): boolean {
  const guess = guessUnicode(head)
  const units =
    guess === null || guess.encoding === 'UTF-8'
      ? head
      : Uint16Array.from(decodeUnicode(head, guess), (character) => character.charCodeAt(0))
  let controls = 0
  for (const unit of units) if (isDataControl(unit)) controls += 1
  return controls >= minControls && controls > units.length * maxControlShare
}

/** Control characters that text does not use; white space and ESC (terminal logs) are not among them. */
function isDataControl(unit: number): boolean {
  return unit < 0x09 || (unit > 0x0d && unit < 0x1b) || (unit > 0x1b && unit < 0x20) || unit === 0xfffd
}
