import type { Block } from '@contract/document'
import { planText, readPieces } from './read-pieces'

/**
 * Splits plain text into blocks. Every visible character is in exactly one block's text, or is the marker of a list or
 * a note or the brackets around a picture's caption. A block's text has the length of its source range and differs from
 * it only where a control character or a line end was replaced (`exact` is then false); its ranges are ranges of the
 * source all the same, moved by `source.startChar`.
 */
export function splitTextIntoBlocks(source: string): Block[] {
  return Array.from(readPieces(source, planText(source))).flatMap(({ blocks }) => blocks)
}
