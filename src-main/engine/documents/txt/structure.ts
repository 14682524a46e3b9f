import type { Block } from '@contract/document'
import { ContentsList, entriesOf, hasPageNumbers, isContentsTitle } from './contents-list'
import { joinDoubleSpacing } from './double-spacing'
import { draftOf, type Draft } from './draft'
import { drawingKind } from './drawings'
import type { TextHabits } from './habits'
import { collectRuns, type LineRun } from './lines'
import { leadingNumber } from './list-items'
import { captionRange, NoteReader } from './notes'
import { pageMark } from './page-marks'
import { draftsOfRun, type RunPlace } from './runs'
import { TitlePage } from './title-page'
import type { TextWindow } from './windows'
import { hasLongLines, looksWrapped } from './wrapping'

/** Turns a text, window by window, into blocks; what one window says can decide what the next one is. */
export class TextStructure {
  private readonly contents = new ContentsList()
  private readonly notes: NoteReader
  private readonly titlePage: TitlePage

  constructor(private readonly habits: TextHabits) {
    this.notes = new NoteReader(habits.noteLabels)
    this.titlePage = new TitlePage(habits)
  }

  /** The blocks of a window, whose ranges count from the beginning of the whole text. */
  read(window: TextWindow): Block[] {
    const { text } = window
    const found = collectRuns(text)
    const runs = this.habits.isDoubleSpaced ? joinDoubleSpacing(text, found) : found
    const numbers = runs.map((run) => leadingNumber(text, run))
    return runs
      .flatMap((run, index) => {
        const number = numbers[index]
        const isInList =
          number !== null && (numbers[index - 1] === number - 1 || numbers[index + 1] === number + 1)
        return this.draftsOf(window, run, { isInList, acceptCapitals: this.habits.acceptCapitals })
      })
      .map((draft) => this.toBlock(window, draft))
  }

  private draftsOf({ text, source }: TextWindow, run: LineRun, place: RunPlace): Draft[] {
    const shown = text.slice(run[0].startChar, run[run.length - 1].endChar)
    if (run.length === 1) {
      const mark = pageMark(shown, this.habits, isBesideFormFeed(source, run))
      if (mark !== null) return [draftOf(mark, run)]
      if (isContentsTitle(shown)) {
        this.contents.begin()
        return [draftOf('heading', run, { level: 2, matter: 'contents' })]
      }
    } else {
      const drawing = drawingKind(shown)
      if (drawing !== null) return [draftOf(drawing, run)]
    }
    if (this.contents.takes(text, run) || hasPageNumbers(text, run)) return entriesOf(text, run)
    const special = this.pictureOrNote(shown, run)
    if (special !== null) return [special]
    const titles = this.titlePage.take(text, run)
    if (titles !== null) return titles
    const isLineByLine = hasLongLines(run) || (this.habits.isLinePerParagraph && !looksWrapped(run))
    return draftsOfRun(text, run, this.habits, place, isLineByLine)
  }

  private pictureOrNote(shown: string, run: LineRun): Draft | null {
    if (!/^[[{]/.test(shown)) return null
    const { startChar } = run[0]
    const caption = captionRange(shown)
    if (caption !== null) {
      if (caption.startChar === caption.endChar) return draftOf('furniture', run)
      const range = { startChar: startChar + caption.startChar, endChar: startChar + caption.endChar }
      return { kind: 'image-alternative', ...range }
    }
    const note = this.notes.noteOf(shown)
    if (note === null) return null
    const range = { startChar: startChar + note.startChar, endChar: startChar + note.endChar }
    return { kind: 'footnote', marker: note.marker, ...range }
  }

  private toBlock({ startChar: windowStart, source, text }: TextWindow, draft: Draft): Block {
    const { startChar, endChar, marks, ...shape } = draft
    const shown = text.slice(startChar, endChar)
    const own = (marks ?? []).map((mark) => ({
      ...mark,
      startChar: mark.startChar - startChar,
      endChar: mark.endChar - startChar,
    }))
    return {
      ...shape,
      text: shown,
      marks: shape.kind === 'code' || own.length > 0 ? own : this.notes.marksOf(shown, 0),
      source: {
        part: 0,
        startChar: windowStart + startChar,
        endChar: windowStart + endChar,
        exact: shown === source.slice(startChar, endChar),
      },
    }
  }
}

/** Whether a page ends right before or after some lines. */
function isBesideFormFeed(source: string, run: LineRun): boolean {
  const before = source.slice(Math.max(0, run[0].startChar - 80), run[0].startChar)
  const { endChar } = run[run.length - 1]
  return /\f\s*$/.test(before) || /^\s*\f/.test(source.slice(endChar, endChar + 80))
}
