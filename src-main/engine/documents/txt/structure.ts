import type { Block, BlockKind } from '@contract/document'
import { ContentsList, entriesOf, hasPageNumbers, isContentsTitle } from './contents-list'
import { isDoubleSpaced, joinDoubleSpacing } from './double-spacing'
import { draftOf, type Draft } from './draft'
import { drawingKind } from './drawings'
import type { TextHabits } from './habits'
import { collectRuns, type LineRun } from './lines'
import { leadingNumber } from './list-items'
import { captionRange, NoteReader } from './notes'
import { pageMark } from './page-marks'
import { draftsOfRun, type RunPlace } from './runs'
import { TitlePage } from './title-page'
import { readTypedEmphasis } from './typed-emphasis'
import type { TextWindow } from './windows'
import { hasLongLines, looksWrapped } from './wrapping'

/** Turns a text, window by window, into blocks; what one window says can decide what the next one is. */
export class TextStructure {
  private readonly contents = new ContentsList()
  private readonly notes: NoteReader
  private readonly titlePage: TitlePage

  /** @param isPrepared the text was prepared by Project Gutenberg, whose ways of marking type are known */
  constructor(
    private readonly habits: TextHabits,
    private readonly isPrepared: boolean,
  ) {
    this.notes = new NoteReader(habits.noteLabels)
    this.titlePage = new TitlePage(habits)
  }

  /** The blocks of a window, whose ranges count from the beginning of the whole text. */
  read(window: TextWindow): Block[] {
    const { text, source } = window
    const found = collectRuns(text, source)
    const runs = this.habits.isDoubleSpaced ? joinDoubleSpacing(text, found) : found
    const numbers = runs.map((run) => leadingNumber(text, run))
    return runs.flatMap((run, index) => {
      const number = numbers[index]
      const isInList =
        number !== null && (numbers[index - 1] === number - 1 || numbers[index + 1] === number + 1)
      const place = { isInList, acceptCapitals: this.habits.acceptCapitals }
      // One run after the other: a note is one only after it was referred to.
      return this.draftsOf(window, run, place).map((draft) => this.toBlock(window, draft))
    })
  }

  /** The blocks of what stands around a book: paragraphs, none of them a chapter. */
  readLicence(window: TextWindow): Block[] {
    const place = { isInList: false, acceptCapitals: false }
    const runs = collectRuns(window.text)
    return (isDoubleSpaced(window.text, runs) ? joinDoubleSpacing(window.text, runs) : runs)
      .flatMap((run) => draftsOfRun(window.text, run, this.habits, place, false))
      .map((draft) =>
        draft.kind === 'heading' ? { ...draft, kind: 'paragraph' as const, level: undefined } : draft,
      )
      .map((draft) => this.toBlock(window, { ...draft, matter: 'licence' }))
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
    }
    const special = this.pictureOrNote(shown, run)
    if (special !== null) return [special]
    if (this.contents.takes(text, run) || hasPageNumbers(text, run)) return entriesOf(text, run)
    const drawing = run.length > 1 ? drawingKind(shown) : null
    if (drawing !== null) return [draftOf(drawing, run)]
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
    const { kind, level, matter, marker, startChar, endChar, marks = [] } = draft
    const slice = text.slice(startChar, endChar)
    const isAsTyped = marks.length > 0 || asTyped.has(kind) || matter === 'licence'
    const emphasis = isAsTyped ? { text: slice, marks: [] } : readTypedEmphasis(slice, this.isPrepared)
    const own = marks.map((mark) => ({
      ...mark,
      startChar: mark.startChar - startChar,
      endChar: mark.endChar - startChar,
    }))
    return {
      kind,
      level,
      matter,
      marker,
      text: emphasis.text,
      marks: isAsTyped ? own : [...emphasis.marks, ...this.notes.marksOf(emphasis.text)],
      source: {
        part: 0,
        startChar: windowStart + startChar,
        endChar: windowStart + endChar,
        exact: emphasis.text === source.slice(startChar, endChar),
      },
    }
  }
}

/** Kinds whose characters are drawings or numbers, and mean themselves. */
const asTyped = new Set<BlockKind>(['code', 'furniture', 'page-number'])

/** Whether a page ends right before or after some lines. */
function isBesideFormFeed(source: string, run: LineRun): boolean {
  const before = source.slice(Math.max(0, run[0].startChar - 80), run[0].startChar)
  const { endChar } = run[run.length - 1]
  return /\f\s*$/.test(before) || /^\s*\f/.test(source.slice(endChar, endChar + 80))
}
