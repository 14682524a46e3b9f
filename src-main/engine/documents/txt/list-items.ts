import { draftOf, splitBefore, type Draft } from './draft'
import type { LineRun, TextLine } from './lines'

const bullet = /^([-*•◦‣▪●○·+])[ \t]+(?=\S)/
/** "3.", "3)" and "(3)" before a word. */
const number = /^(\(?(\d{1,3})[.)])[ \t]+(?=\S)/
/** A dash begins an item or, in many languages, what somebody says; speech ends as sentences do. */
const sentenceEnd = /[.!?…]["'”»]?$/
const maxSpeechShare = 0.6
const maxLevel = 9

/** The number that a run of lines begins with as an item of a list; null when it does not. */
export function leadingNumber(text: string, run: LineRun): number | null {
  const found = number.exec(text.slice(run[0].startChar, run[0].endChar))
  return found === null ? null : Number(found[2])
}

/** The items of a run that is a list with bullets; null when it is none. */
export function bulletItems(text: string, run: LineRun): Draft[] | null {
  const lineText = (line: TextLine): string => text.slice(line.startChar, line.endChar)
  const first = bullet.exec(lineText(run[0]))
  if (first === null) return null
  const items = splitBefore(run, (index) => bullet.test(lineText(run[index])))
  if (first[1] === '-' || first[1] === '·' || first[1] === '+') {
    const speeches = items.filter((item) => sentenceEnd.test(lineText(item[item.length - 1]))).length
    if (items.length < 2 || speeches >= items.length * maxSpeechShare) return null
  }
  const indents = [...new Set(items.map(([line]) => line.indentColumns))].sort((a, b) => a - b)
  return items.map((item) => {
    const found = bullet.exec(lineText(item[0]))
    const level = Math.min(indents.indexOf(item[0].indentColumns) + 1, maxLevel)
    return itemDraft(item, found?.[1] ?? '', found?.[0].length ?? 0, level)
  })
}

/**
 * The items of a run that is a list with numbers, which count up by one.
 * @param isInList whether the run before or after makes this run's one item a part of a list
 * @returns null when it is none
 */
export function numberedItems(text: string, run: LineRun, isInList: boolean): Draft[] | null {
  const lineText = (line: TextLine): string => text.slice(line.startChar, line.endChar)
  let last = number.exec(lineText(run[0]))
  if (last === null) return null
  const starts = new Set<number>()
  for (let index = 1; index < run.length; index += 1) {
    const found = number.exec(lineText(run[index]))
    if (found === null || Number(found[2]) !== Number(last[2]) + 1) continue
    starts.add(index)
    last = found
  }
  if (starts.size === 0 && !isInList) return null
  return splitBefore(run, (index) => starts.has(index)).map((item) => {
    const found = number.exec(lineText(item[0]))
    return itemDraft(item, found?.[1] ?? '', found?.[0].length ?? 0, 1)
  })
}

/** The marker is shown beside the text and is no part of it. */
function itemDraft(item: LineRun, marker: string, markerChars: number, level: number): Draft {
  const draft = draftOf('list-item', item, { level, marker })
  return { ...draft, startChar: draft.startChar + markerChars }
}
