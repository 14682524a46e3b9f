import type { TextHabits } from './habits'
import type { LineRun } from './lines'
import { endColumn, isFilled, startColumn } from './wrapping'

/** Lines of verse stay this far from the margin that prose runs up to. */
const maxVerseFill = 0.8
/** Lines at the text's own margin have to be this many, and shorter still, to be more than a short paragraph. */
const minPlainLines = 3
const maxPlainFill = 0.72
/** Columns by which a quotation is set in. */
const minSetInColumns = 2
/** This share of the lines of a verse begin with a capital, if those of the text do. */
const minCapitalShare = 0.7

/**
 * What a run of lines is by its place on the page: lines that end before the margin without need are verse, lines set
 * in that are filled are a quotation.
 * @returns null for what is neither, and where no margin is known
 */
export function setApart(text: string, run: LineRun, habits: TextHabits): 'verse' | 'quote' | null {
  const { wrapColumns, bodyIndentColumns } = habits
  if (wrapColumns === null || run.length < 2) return null
  const indent = startColumn(run) - bodyIndentColumns
  const isSetIn = indent >= minSetInColumns
  const width = endColumn(run) - startColumn(run)
  const room = wrapColumns - bodyIndentColumns
  const capitals = run.filter((line) =>
    /^["'“‘«„(_—-]*\p{Lu}/u.test(text.slice(line.startChar, line.endChar)),
  ).length
  const isCapital = capitals >= run.length * minCapitalShare
  const isShort = width <= room * (isSetIn ? maxVerseFill : maxPlainFill)
  if (isShort && (isSetIn || run.length >= minPlainLines) && (isCapital || !isFilled(run))) return 'verse'
  return isSetIn && (isFilled(run) || run.length === 2) ? 'quote' : null
}
