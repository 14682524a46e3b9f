import type { Variant } from '../variant'
import type { Reading } from '../../working-text'

/** A match with the offsets of its groups. */
export type Match = RegExpExecArray & { groups?: Record<string, string | undefined> }

/**
 * One kind of written form and how it is said. Rules are tried in order on folded text; what one has read no later
 * one sees. The pattern has the flags `gud`, is linear, and frames exactly the printed characters it is about.
 */
export interface Rule {
  /** What it reads, in a word or two: shown in reports. */
  name: string
  pattern: RegExp
  /** Without a match of it (no flag `g`) the rule has nothing to find: one of the constants below, tried once a text. */
  needs?: RegExp
  /** The readings of a match in order; null when it is none of this kind after all. */
  read(match: Match, variant: Variant, text: string): Reading[] | null
}

/** What most rules cannot do without; texts without it are most of prose. */
export const digit = /\d/
export const slash = /[/\\]/
/** Anything but letters, digits, white space and the punctuation of prose. */
export const sign = /[^\p{L}\p{N}\s.,;:!?'"“”‘()—–…-]/u
/** A capital letter of a roman numeral that no other letter follows, or two small ones. */
export const romanEnd = /[IVXLCDM](?:st|nd|rd|th|e)?(?!\p{L})|[ivx]{2}/u

/** Nothing alphanumeric directly before, or after. */
export const before = '(?<![\\p{L}\\p{N}])'
export const after = '(?![\\p{L}\\p{N}])'
/** A number without sign: with thousands' commas (or India's, after two digits), with decimals, or decimals alone. */
export const number =
  '(?:\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?(?![\\d])|\\d{1,2}(?:,\\d\\d)+,\\d{3}(?:\\.\\d+)?(?!\\d)|\\d+(?:\\.\\d+)?|\\.\\d+)'
export const magnitudes = 'hundred|thousand|million|billion|trillion'

/** A pattern with the flags rules need. */
export function pattern(source: string, flags = ''): RegExp {
  return new RegExp(source, 'gud' + flags)
}

/** The reading of a whole match. */
export function whole(match: Match, spoken: string): Reading[] {
  return [{ start: match.index, end: match.index + match[0].length, spoken }]
}

/** Readings of named groups, in the order given; absent groups are passed over. */
export function parts(match: Match, spoken: Readonly<Record<string, string | undefined>>): Reading[] {
  const readings: Reading[] = []
  for (const [name, words] of Object.entries(spoken)) {
    const range = match.indices?.groups?.[name]
    if (range !== undefined && words !== undefined)
      readings.push({ start: range[0], end: range[1], spoken: words })
  }
  return readings
}

/** A named group of a match. */
export function group(match: Match, name: string): string | undefined {
  return match.groups?.[name]
}
