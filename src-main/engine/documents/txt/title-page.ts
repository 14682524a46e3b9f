import { draftOf, type Draft } from './draft'
import type { TextHabits } from './habits'
import { canBeTitle, headingLevel } from './headings'
import type { LineRun, TextLine } from './lines'

/** A first paragraph of text ends the title page. */
const minTextChars = 300
/** Without one, so do this many runs of lines. */
const maxTitleRuns = 40
/** How far the middle of a centred line may be from that of the page, and how far in it has to begin at least. */
const maxOffCentreColumns = 4
const minCentredIndent = 8
const maxTitleLines = 4

/** Recognises the centred lines of a title page, and centred headings in the text that follows. */
export class TitlePage {
  private isOpen = true
  private hasTitle = false
  private runs = 0

  constructor(private readonly habits: TextHabits) {}

  /** @returns null when a run of lines is not centred */
  take(text: string, run: LineRun): Draft[] | null {
    const chars = run[run.length - 1].endChar - run[0].startChar
    this.runs += 1
    if (chars >= minTextChars || this.runs > maxTitleRuns) this.isOpen = false
    const { wrapColumns, bodyIndentColumns } = this.habits
    if (wrapColumns === null || run.length > maxTitleLines) return null
    const middle = (wrapColumns + bodyIndentColumns) / 2
    if (!run.every((line) => isCentred(line, middle, bodyIndentColumns))) return null
    const lineText = (line: TextLine): string => text.slice(line.startChar, line.endChar)
    if (!run.every((line) => /\p{L}/u.test(lineText(line)) && canBeTitle(lineText(line)))) return null
    if (!this.isOpen) return [draftOf('heading', run, { level: headingLevel(lineText(run[0]), true) ?? 2 })]
    if (this.hasTitle) {
      const level = run.length === 1 ? headingLevel(lineText(run[0]), false) : null
      return [level === null ? draftOf('paragraph', run) : draftOf('heading', run, { level })]
    }
    this.hasTitle = true
    return [draftOf('heading', run, { level: 1 })]
  }
}

function isCentred({ startChar, endChar, indentColumns }: TextLine, middle: number, indent: number): boolean {
  const offset = Math.abs(indentColumns + (endChar - startChar) / 2 - middle)
  return indentColumns >= indent + minCentredIndent && offset <= maxOffCentreColumns
}
