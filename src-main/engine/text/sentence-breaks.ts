import { matchesOf } from './matches'

/**
 * Where sentences begin though Unicode's rules see none: after an ellipsis before a capital; after a period before the
 * item of a list ("b) …") or a name that begins small ("iPhones"); before the dash with which somebody else speaks;
 * between two quotes that no white space parts.
 */
const unseen = [
  /…["'”’»›)\]]{0,3}\s+(?=["“‘„«‹([¿¡]{0,3}\p{Lu})/gu,
  /\.["'”’»›)\]]{0,3}\s+(?=\(?(?:[a-z]|[ivx]{1,4})\)\s|[a-z]\p{Lu}\p{Ll})/gu,
  /[.!?…]["'”’»›)\]]{0,3}\s+(?=[—–-]\s?["“‘„«‹([¿¡]{0,3}\p{Lu})/gu,
  /[。！？…][”’」』]{1,3}(?=[“‘「『])/gu,
]
/** A closing mark that white space parts from its sentence, as in French; one that opens stands before a letter. */
const lateCloser = /[»›”’)\]]+(?=[\s.,;:!?…)]|$)[.,;:!?…)]*\s*/uy
/** Numbers of notes: "end.¹ Next", "end.[12] Next". */
const noteNumber = /[¹²³⁰⁴-⁹]+["”’)]*\s*|\[\d{1,3}(?:[,–-] ?\d{1,3}){0,9}\](?:\[\d{1,3}\]){0,9}["”’)]*\s*/uy

const attachable = /[»›”’)\]¹²³⁰⁴-⁹]/
/** Unicode's rules take marks that open directly after an end for ones that close: "end.[12]", "「Yes。」「No。」". */
const opensAfterEnd = /(?:[[「『（《]|(?<=”)“)$/u

/** Boundaries in a text, each after trailing white space. */
export function unseenBreaks(text: string): number[] {
  return unseen.flatMap((pattern) =>
    matchesOf(pattern, text).map(({ 0: match, index }) => index + match.length),
  )
}

/** The boundary before what opens the next sentence, and after a late closing mark and the number of a note. */
export function movedBoundary(text: string, boundaryChar: number): number {
  const isAfterOpener = '[「『（《“'.includes(text.charAt(boundaryChar - 1))
  if (!isAfterOpener && !attachable.test(text.charAt(boundaryChar))) return boundaryChar
  let boundary = boundaryChar
  if (isAfterOpener && opensAfterEnd.test(text.slice(boundary - 2, boundary))) boundary--
  if (text[boundary] === '[' && !/\d/.test(text.charAt(boundary + 1))) return boundaryChar
  for (const pattern of [noteNumber, lateCloser]) {
    pattern.lastIndex = boundary
    boundary += pattern.exec(text)?.[0].length ?? 0
  }
  return boundary
}
