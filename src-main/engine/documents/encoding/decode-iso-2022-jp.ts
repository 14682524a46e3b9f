import { decode } from 'iconv-lite'

/** ESC, which begins every change of character set. */
const escape = 0x1b
/** The sets that ISO-2022-JP and its everyday extensions switch between, by the bytes after ESC. */
const sets: Readonly<Record<string, 'ascii' | 'katakana' | 'pairs'>> = {
  '(B': 'ascii',
  '(J': 'ascii',
  '(I': 'katakana',
  '$@': 'pairs',
  $B: 'pairs',
}
/** In EUC-JP, this byte comes before a half-width katakana. */
const katakanaShift = 0x8e

/** Whether bytes switch into a Japanese set: seven-bit text would pass for ASCII otherwise. */
export function isIso2022Jp(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(escape); at !== -1; at = bytes.indexOf(escape, at + 1))
    if (setAt(bytes, at) === 'pairs' && isPair(bytes, at + 3)) return true
  return false
}

/** Decodes ISO-2022-JP. Bytes that mean nothing come out as U+FFFD, other escape sequences as they are. */
export function decodeIso2022Jp(bytes: Uint8Array): string {
  // The same characters in EUC-JP have the same numbers with the highest bit set.
  const euc = new Uint8Array(bytes.length * 2)
  let length = 0
  let set: 'ascii' | 'katakana' | 'pairs' = 'ascii'
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    const next = byte === escape ? setAt(bytes, at) : undefined
    if (next !== undefined) {
      set = next
      at += 2
    } else if (byte <= 0x20 || byte >= 0x7f || set === 'ascii') {
      // A line's end ends a set that was left open.
      if (byte === 0x0a || byte === 0x0d) set = 'ascii'
      euc[length++] = byte
    } else {
      if (set === 'katakana') euc[length++] = katakanaShift
      euc[length++] = byte | 0x80
    }
  }
  return decode(euc.subarray(0, length), 'EUC-JP', { stripBOM: false })
}

function setAt(bytes: Uint8Array, at: number): 'ascii' | 'katakana' | 'pairs' | undefined {
  const name = String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0)
  return Object.hasOwn(sets, name) ? sets[name] : undefined
}

function isPair(bytes: Uint8Array, at: number): boolean {
  return bytes[at] > 0x20 && bytes[at] < 0x7f && bytes[at + 1] > 0x20 && bytes[at + 1] < 0x7f
}
