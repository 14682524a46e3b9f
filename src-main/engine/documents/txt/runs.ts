import { draftOf, splitBefore, type Draft } from './draft'
import type { TextHabits } from './habits'
import { canBeTitle, headingLevel, isAllCapitals, isDivisionAlone } from './headings'
import type { LineRun, TextLine } from './lines'
import { bulletItems, numberedItems } from './list-items'
import { setApart } from './verse'

/** "CHAPTER IV" and at most this many lines with its title. */
const maxTitleLines = 2
/** Where a run begins at the margin, more indented lines than this are hanging ones. */
const maxIndentedShare = 0.6
/** This many names of chapters under one another are a list of them. */
const minListedDivisions = 3

const rule = /^[=\-~_*#•·.+\s]+$/
const loneNumber = /^\d{1,3}\.?$/

/** What stands around a run of lines. */
export interface RunPlace {
  /** The run before or after it goes on counting where this one is. */
  readonly isInList: boolean
  readonly acceptCapitals: boolean
}

/** Lines without a blank one among them: a heading and what follows it, a list, a verse, indented paragraphs, or one. */
export function draftsOfRun(
  text: string,
  run: LineRun,
  habits: TextHabits,
  place: RunPlace,
  isLineByLine: boolean,
): Draft[] {
  if (!isLineByLine) return draftsOfLines(text, run, habits, place)
  const list = run.length > 1 ? (bulletItems(text, run) ?? numberedItems(text, run, false)) : null
  if (list !== null) return list
  // Every line for itself. Capitals make a heading only between lines that are not in capitals as well.
  const isCapital = run.map((line) => isAllCapitals(text.slice(line.startChar, line.endChar)))
  return run.flatMap((line, index) => {
    const acceptCapitals = place.acceptCapitals && !isCapital[index - 1] && !isCapital[index + 1]
    return draftsOfLines(text, [line], habits, { ...place, acceptCapitals })
  })
}

function draftsOfLines(text: string, run: LineRun, habits: TextHabits, place: RunPlace): Draft[] {
  const lineText = (line: TextLine): string => text.slice(line.startChar, line.endChar)
  const first = lineText(run[0])
  if (run.length === 1) {
    if (first.length >= 3 && rule.test(first)) return [draftOf('furniture', run)]
    const level = levelOf(first, habits, place)
    if (level !== null) return [draftOf('heading', run, { level })]
  } else if (run.length === 2 && rule.test(lineText(run[1])) && canBeTitle(first) && !rule.test(first)) {
    return [
      draftOf('heading', run.slice(0, 1), { level: headingLevel(first, true) ?? 2 }),
      draftOf('furniture', run.slice(1)),
    ]
  } else if (isDivisionAlone(first)) {
    const divided = underDivision(text, run, habits, place)
    if (divided !== null) return divided
  }
  const list = bulletItems(text, run) ?? numberedItems(text, run, place.isInList)
  if (list !== null) return list
  const apart = setApart(text, run, habits)
  if (apart !== null) return [draftOf(apart, run)]
  const marginColumns = run.reduce((least, line) => Math.min(least, line.indentColumns), Infinity)
  const isIndented = (line: TextLine): boolean => line.indentColumns >= marginColumns + 2
  const indentedLines = run.filter(isIndented).length
  const isFew = indentedLines > 0 && indentedLines <= run.length * maxIndentedShare
  if (!isIndented(run[0]) && !isFew) return [draftOf('paragraph', run)]
  return splitBefore(run, (index) => isIndented(run[index])).map((part) => draftOf('paragraph', part))
}

function levelOf(line: string, { loneNumbers }: TextHabits, { acceptCapitals }: RunPlace): 1 | 2 | null {
  if (loneNumbers === 'chapters' && loneNumber.test(line)) return 2
  return headingLevel(line, acceptCapitals)
}

/** "CHAPTER IV" with its title or its text right under it; null for a list of chapters that is too short to be one. */
function underDivision(text: string, run: LineRun, habits: TextHabits, place: RunPlace): Draft[] | null {
  const lineText = (line: TextLine): string => text.slice(line.startChar, line.endChar)
  if (isDivisionAlone(lineText(run[1]))) {
    const isList = run.length >= minListedDivisions && run.every((line) => isDivisionAlone(lineText(line)))
    return isList ? [draftOf('paragraph', run, { matter: 'contents' })] : null
  }
  const level = headingLevel(lineText(run[0]), place.acceptCapitals) ?? 2
  const isWholeHeading =
    run.length <= 1 + maxTitleLines && run.slice(1).every((line) => canBeTitle(lineText(line)))
  if (isWholeHeading) return [draftOf('heading', run, { level })]
  return [draftOf('heading', run.slice(0, 1), { level }), ...draftsOfLines(text, run.slice(1), habits, place)]
}
