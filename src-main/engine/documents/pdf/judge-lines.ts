import { contentsLines } from './contents-page'
import { draftOf, type Draft } from './draft'
import { headingLevelOf, type TitleLevels } from './headings'
import type { Line } from './line'
import { withoutLeaders } from './leaders'
import { listMarkerOf } from './list-marker'
import { noteMarkerOf } from './note-marks'
import { groupsOf, type LineGroup } from './paragraphs'
import type { Region } from './regions'
import { tableAt } from './tables'
import type { TextStyles } from './text-styles'

/** What lines are judged by. */
export interface Judging {
  readonly styles: TextStyles
  readonly titles: TitleLevels
  /** Gives every table a number of its own. */
  readonly nextTable: () => number
  /** Counts characters that are in no block, by the rule that says why. */
  readonly count: (rule: string, chars: number) => void
}

const captionStart =
  /^(?:figure|fig\.?|table|tab\.|abbildung|abb\.|tabelle|chart|exhibit|plate|scheme|photo|image|illustration|figura|tabla|tableau|図|表|图)\s?(?:\d{1,3}|[IVXLC]{1,6}|[A-Z])(?:[.-]?\d{1,3}|[a-z])?\s?([.:|–—]|$|(?=[A-Z“"]))/i
const maxCaptionLines = 14

/** A tagged paragraph in letters this much larger is a heading that nobody tagged. */
const untaggedHeadingRatio = 1.35

/** Looks again at what a structure tree calls a paragraph: programs tag captions, notes and titles as such. */
export function judgeTagged(draft: Draft, judging: Judging): Draft {
  const first = draft.lines[0]
  if (draft.kind !== 'paragraph' || draft.matter !== undefined || first === undefined) return draft
  const { styles } = judging
  const isRaised = first.styled.marks.some(({ kind, startChar }) => kind === 'superscript' && startChar === 0)
  const note = isRaised && first.size < styles.bodySize ? noteMarkerOf(first.styled) : null
  if (note !== null) return { ...draft, kind: 'footnote', marker: note.marker, markerChars: note.length }
  const again = judgeGroup({ ...draft, spaceAbove: 0 }, judging)
  if (again.kind === 'caption') return { ...draft, kind: 'caption' }
  const isTitle = again.kind === 'heading' && first.size >= untaggedHeadingRatio * styles.bodySize
  return isTitle ? { ...draft, kind: 'heading', level: again.level } : draft
}

/** Makes blocks of a column's lines. */
export function judgeRegion(region: Region, judging: Judging): Draft[] {
  const drafts: Draft[] = []
  const entries = contentsLines(region.lines)
  const all = entries.size > 0 ? region.lines : region.lines.map((line) => plainLine(line, judging))
  let lines: Line[] = []
  const flush = (): void => {
    if (lines.length > 0)
      for (const group of groupsOf({ ...region, lines })) drafts.push(judgeGroup(group, judging))
    lines = []
  }
  for (let at = 0; at < all.length; at++) {
    const entry = entries.get(all[at])
    const found = entry === undefined ? tableAt(all, at, judging.nextTable) : null
    if (entry === undefined && found === null) {
      lines.push(all[at])
      continue
    }
    flush()
    if (entry !== undefined) drafts.push(entry)
    for (const row of found?.rows ?? []) drafts.push(row)
    if (found !== null) at = found.endLine - 1
  }
  flush()
  return withWholeCode(drafts)
}

/** Dots in a line that is no entry of a table of contents lead to a table's next cell. */
function plainLine(line: Line, { count }: Judging): Line {
  const plain = withoutLeaders(line)
  if (plain === null) return line
  count('leader', plain.chars)
  return plain.line
}

/** Lines of code that stand under each other are one block, whatever room is between them. */
function withWholeCode(drafts: readonly Draft[]): Draft[] {
  const whole: Draft[] = []
  for (const draft of drafts) {
    const last = whole.at(-1)
    if (last?.kind === 'code' && draft.kind === 'code')
      whole[whole.length - 1] = { ...last, lines: [...last.lines, ...draft.lines] }
    else whole.push(draft)
  }
  return whole
}

/** Says of what kind a group of lines is. */
export function judgeGroup(group: LineGroup, { styles, titles }: Judging): Draft {
  const { lines } = group
  const first = lines[0]
  const text = first.styled.text.trim()
  const level = headingLevelOf(group, styles, titles)
  const isCaption = captionStart.test(text) && lines.length <= maxCaptionLines
  if (isCaption && (level === null || first.size < 1.1 * styles.bodySize))
    return draftOf('caption', lines, group)
  if (level !== null) return { ...draftOf('heading', lines, group), level }
  if (styles.isMonospaceRare && lines.every(({ look }) => look.isMonospace))
    return draftOf('code', lines, group)
  const marker = listMarkerOf(first)
  if (marker !== null)
    return {
      ...draftOf('list-item', lines, group),
      level: 1,
      marker: marker.marker,
      markerChars: marker.length,
    }
  return draftOf(isFormula(group) ? 'formula' : 'paragraph', lines, group)
}

/** Whether lines set apart are mostly signs. */
function isFormula({ lines, x0 }: LineGroup): boolean {
  if (lines.length > 3) return false
  const text = lines.map(({ styled }) => styled.text).join(' ')
  const hasSigns = /[\p{Sm}\u0370-\u03ff\u2100-\u214f\u{1d400}-\u{1d7ff}]/u.test(text) && text.length < 160
  const words = text.match(/\p{L}{4,}/gu)?.length ?? 0
  return hasSigns && words <= 1 && lines[0].x0 > x0 + lines[0].size
}
