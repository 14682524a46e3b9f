import type { InlineMark } from '@contract/document'
import { matchesOf } from '../../text/matches'

/** "_word_" as people type it for italics: not within words, where it is a name. Longer stretches are an accident. */
const italic = /(?<![\p{L}\p{N}_])_(?=[^\s_])([^_]{1,600})(?<=\S)_(?![\p{L}\p{N}_])/gu
/** "=word=" for bold type: only in books prepared by people who agreed on it, because it is code and arithmetic elsewhere. */
const bold = /(?<![\p{L}\p{N}=])=(?=[^\s=])([^=\n]{1,300})(?<=\S)=(?![\p{L}\p{N}=])/gu

/** A text without the characters that stand for italics and bold type, which would be read out, and those as marks. */
export interface TypedEmphasis {
  readonly text: string
  readonly marks: InlineMark[]
}

/** Takes the typed marks of emphasis out of a paragraph. */
export function readTypedEmphasis(shown: string, isPrepared: boolean): TypedEmphasis {
  const found = [
    ...(shown.includes('_')
      ? matchesOf(italic, shown).map((match) => ({ kind: 'emphasis' as const, match }))
      : []),
    ...(isPrepared && shown.includes('=')
      ? matchesOf(bold, shown).map((match) => ({ kind: 'strong' as const, match }))
      : []),
  ]
  if (found.length === 0) return { text: shown, marks: [] }
  const dropped = found
    .flatMap(({ match }) => [match.index, match.index + match[0].length - 1])
    .sort((a, b) => a - b)
  const parts: string[] = []
  let from = 0
  for (const at of dropped) {
    parts.push(shown.slice(from, at))
    from = at + 1
  }
  parts.push(shown.slice(from))
  const place = placer(dropped)
  const marks = found.map(({ kind, match }) => ({
    kind,
    startChar: place(match.index),
    endChar: place(match.index + match[0].length - 1),
  }))
  return { text: parts.join(''), marks: marks.sort((a, b) => a.startChar - b.startChar) }
}

/** Where a character of a text is once those at some places, in order, are gone. */
function placer(dropped: readonly number[]): (char: number) => number {
  const gone = new Map(dropped.map((at, index) => [at, at - index]))
  return (char) => gone.get(char) ?? char
}
