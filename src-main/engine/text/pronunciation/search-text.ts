import { matchesOf } from '../matches'
import type { TextRange } from '../sentences'

/** A text in which things are looked for; unit i stands for [starts[i], ends[i]) of the source. */
export interface SearchText {
  readonly text: string
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** How much of what is written apart counts as the same. */
export interface SearchFolding {
  /** Decomposed, a letter and its marks are found however they are put together; patterns expect them composed. */
  readonly form: 'NFC' | 'NFD'
  readonly matchCase: boolean
}

const plain = /^[\x21-\x7e]$/
const cluster = /\P{M}\p{M}*|\p{M}+/gu
/** Soft hyphens, joiners, directions, variants of pictures: what takes no place on the page. */
const invisible = /[\p{Cf}\u034f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu
const space = /^[\s\p{Z}]/u
const alike: Readonly<Record<string, string | undefined>> = {
  '’': "'",
  ʼ: "'",
  '＇': "'",
  '‐': '-',
  '‑': '-',
}

/**
 * The text as entries are looked for in it: runs of white space as one space, one kind of apostrophe and hyphen, nothing
 * invisible, and without case where it does not matter.
 */
export function searchText(source: string, folding: SearchFolding): SearchText {
  const parts: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  let endsInSpace = false
  for (const { 0: match, index } of matchesOf(cluster, source)) {
    const isSpace = space.test(match)
    if (isSpace && endsInSpace) continue
    const written = isSpace ? ' ' : plain.test(match) ? folded(match, folding) : foldCluster(match, folding)
    if (written === '') continue
    endsInSpace = isSpace
    parts.push(written)
    for (let unit = 0; unit < written.length; unit++) {
      starts.push(index)
      ends.push(index + match.length)
    }
  }
  return { text: parts.join(''), starts, ends }
}

/** What is looked for, folded as the text is, without white space at its ends. */
export function searchKey(wanted: string, folding: SearchFolding): string {
  return searchText(wanted, folding).text.trim()
}

/**
 * Where a stretch of a search text stands in the source.
 * @returns null when an end of it lies within one letter of the source
 */
export function sourceRange({ starts, ends }: SearchText, start: number, end: number): TextRange | null {
  const isWithinLetter = (at: number): boolean =>
    at > 0 && at < starts.length && starts[at - 1] === starts[at]
  if (start >= end || isWithinLetter(start) || isWithinLetter(end)) return null
  return { startChar: starts[start], endChar: ends[end - 1] }
}

function foldCluster(match: string, folding: SearchFolding): string {
  const visible = match.replace(invisible, '').normalize('NFC')
  return folded(alike[visible] ?? visible, folding).normalize(folding.form)
}

/**
 * By way of the capital, so that ß is ss and both sigmas are one, as Unicode's case folding has it; the dotless i, whose
 * capital is that of i, is a letter of its own there.
 */
function folded(letter: string, { matchCase }: SearchFolding): string {
  // The capital ß has only its small letter in common with ss.
  return matchCase || letter === 'ı' ? letter : letter.toLowerCase().toUpperCase().toLowerCase()
}
