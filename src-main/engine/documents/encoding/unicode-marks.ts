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
/** Of fewer units, that none is impossible proves nothing: in random data one in seven is. */
const minIdeographicUnits = 24
/** Units looked at for impossible ones. */
const maxIdeographicUnits = 4_096

/**
 * Recognises a Unicode encoding by its byte order mark; UTF-32 without one by the zero bytes of every character, UTF-16
 * without one by where its zero bytes stand, or, where it has few, by holding nothing that is no character.
 */
export function guessUnicode(head: Uint8Array): UnicodeGuess | null {
  for (const { encoding, bytes } of marks) {
    if (bytes.every((byte, index) => head[index] === byte)) return { encoding, markBytes: bytes.length }
  }
  return guessUnmarkedUtf32(head) ?? guessUnmarkedUtf16(head) ?? guessIdeographicUtf16(head)
}

function guessUnmarkedUtf32(head: Uint8Array): UnicodeGuess | null {
  const units = head.length >> 2
  if (units < minUnits) return null
  let isLittle = true
  let isBig = true
  for (let at = 0; at < units * 4 && (isLittle || isBig); at += 4) {
    isLittle &&= isCharacter(head[at] | (head[at + 1] << 8), head[at + 2], head[at + 3])
    isBig &&= isCharacter(head[at + 3] | (head[at + 2] << 8), head[at + 1], head[at])
  }
  if (isLittle === isBig) return null
  return { encoding: isLittle ? 'UTF-32LE' : 'UTF-32BE', markBytes: 0 }
}

/** Whether four bytes are a character, and not the NUL that a run of zeros would be. */
function isCharacter(low: number, plane: number, top: number): boolean {
  return top === 0 && plane <= 0x10 && (plane !== 0 || (low !== 0 && (low < 0xd800 || low > 0xdfff)))
}

/**
 * Chinese, Japanese and Korean have hardly a zero byte, but control bytes, which the older encodings of theirs have
 * not, and in the right order of bytes every unit is a character.
 */
function guessIdeographicUtf16(head: Uint8Array): UnicodeGuess | null {
  const units = Math.min(head.length >> 1, maxIdeographicUnits)
  if (units < minIdeographicUnits || !head.subarray(0, units * 2).some(isControlByte)) return null
  const text = (swap: boolean): number => {
    let ideographic = 0
    for (let at = 0; at < units * 2; at += 2) {
      const unit = swap ? (head[at] << 8) | head[at + 1] : head[at] | (head[at + 1] << 8)
      if (isImpossibleUnit(unit)) return 0
      if ((unit >= 0x3000 && unit < 0xa000) || (unit >= 0xac00 && unit < 0xd7a4)) ideographic += 1
    }
    return ideographic
  }
  const little = text(false)
  const big = text(true)
  if (Math.max(little, big) * 2 < units) return null
  return { encoding: little >= big ? 'UTF-16LE' : 'UTF-16BE', markBytes: 0 }
}

function isControlByte(byte: number): boolean {
  return byte < 0x09 || (byte > 0x0d && byte < 0x1b)
}

/** Controls, scripts that are not written with ideographs, halves of pairs, private use, and what is no character. */
function isImpossibleUnit(unit: number): boolean {
  return (
    (unit < 0x20 && unit !== 0x09 && unit !== 0x0a && unit !== 0x0d) ||
    (unit > 0x04ff && unit < 0x2000) ||
    (unit >= 0x2c00 && unit < 0x2e80) ||
    (unit >= 0xa000 && unit < 0xac00) ||
    (unit > 0xd7a3 && unit < 0xf900) ||
    (unit >= 0xfb00 && unit < 0xfe30) ||
    unit >= 0xfff0
  )
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
