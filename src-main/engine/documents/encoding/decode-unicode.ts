import { decode } from 'iconv-lite'
import type { UnicodeGuess } from './unicode-marks'

/**
 * Decodes bytes whose Unicode encoding is known, leaving out the byte order mark and nothing else. What is no
 * character comes out as U+FFFD.
 */
export function decodeUnicode(bytes: Uint8Array, guess: UnicodeGuess): string {
  const body = bytes.subarray(guess.markBytes)
  // TextDecoder knows no UTF-32.
  if (guess.encoding === 'UTF-32LE' || guess.encoding === 'UTF-32BE')
    return decode(body, guess.encoding, { stripBOM: false })
  return new TextDecoder(guess.encoding, { ignoreBOM: true }).decode(body)
}
