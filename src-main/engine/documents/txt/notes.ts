import type { InlineMark } from '@contract/document'
import { matchesOf } from '../../text/matches'

const reference = /[[{](\d{1,4}|[A-Za-z]|[*†‡]{1,3})[\]}]/g
const printedPage = /[[{](?:pg|page|p)\.? ?(?:\d{1,4}|[ivxlc]{1,8})[\]}]/gi
const noteLine = /^[[{](\d{1,4}|[A-Za-z]|[*†‡]{1,3})[\]}][ \t\n]*(?=\S)/
const namedNote = /^\[(?:foot)?note ?(\d{1,4}|[A-Za-z]|[*†‡]{1,3})?: */i
const picture =
  /^\[(?:illustration|illustrazione|ilustración|illustratie|abbildung|bild|image|frontispiece)\b[.:]? */i

/** A note at the foot of something: what marks it, and where its text stands in the paragraph that it is. */
export interface NoteText {
  readonly marker: string
  readonly startChar: number
  readonly endChar: number
}

/** Finds what only the eye needs in running text: references to notes that exist, and printed page numbers. */
export class NoteReader {
  private readonly referred = new Set<string>()

  constructor(private readonly labels: ReadonlySet<string>) {}

  /** The note that a paragraph is; null when it is none, or when nothing before referred to it. */
  noteOf(shown: string): NoteText | null {
    const named = namedNote.exec(shown)
    if (named !== null && shown.endsWith(']'))
      return { marker: named[1] ?? '', startChar: named[0].length, endChar: shown.length - 1 }
    const found = noteLine.exec(shown)
    if (found === null || !this.referred.has(found[1])) return null
    return { marker: `[${found[1]}]`, startChar: found[0].length, endChar: shown.length }
  }

  /** References and page numbers in a paragraph, as ranges of it. */
  marksOf(shown: string): InlineMark[] {
    // Most texts have neither.
    if (!/[[{]/.test(shown)) return []
    const marks: InlineMark[] = []
    for (const match of matchesOf(reference, shown)) {
      if (match.index === 0 || !this.labels.has(match[1])) continue
      this.referred.add(match[1])
      marks.push(markOf('note-reference', match))
    }
    for (const match of matchesOf(printedPage, shown)) marks.push(markOf('page-number', match))
    return marks.sort((a, b) => a.startChar - b.startChar)
  }
}

/** What stands under a picture that is not there: "[Illustration: A ferry]"; empty without words. Null where a paragraph is no such place. */
export function captionRange(shown: string): { startChar: number; endChar: number } | null {
  const opening = shown.endsWith(']') ? picture.exec(shown) : null
  if (opening === null) return null
  const caption = shown.slice(opening[0].length, -1).trimEnd()
  const startChar = caption === '' ? 0 : opening[0].length
  return { startChar, endChar: startChar + caption.length }
}

function markOf(kind: 'note-reference' | 'page-number', match: RegExpExecArray): InlineMark {
  return { kind, startChar: match.index, endChar: match.index + match[0].length }
}
