import type { InlineMark } from '@contract/document'
import { divisionOf } from './divisions'
import { draftOf, type Draft } from './draft'
import type { LineRun, TextLine } from './lines'
import { isFilled } from './wrapping'

const contentsTitle =
  /^[\s_*=-]*(?:(?:table of )?contents|list of (?:illustrations|plates|figures|maps|tables)|illustrations|inhalt|inhaltsverzeichnis|inhaltsübersicht|table des matières|sommaire|índice|indice|sumario|sumário|contenido|contenuto|inhoud(?:sopgave)?|innehåll(?:sförteckning)?|indhold(?:sfortegnelse)?|innhold(?:sfortegnelse)?|sisällys(?:luettelo)?|spis treści|spis rzeczy|obsah|tartalom(?:jegyzék)?|cuprins|sadržaj|kazalo|içindekiler|содержание|оглавление|зміст|съдържание|περιεχόμενα|目次|目录|目錄|차례|목차)[\s_*=.:-]*$/iu
/** Dots or wide space, then the number of a page. */
const leader = /(?:[ .·…_]*(?:\.[ ]?){2,}|…+|[ \t\u3000]{2,}|\t)[ \t]*(\d{1,4}|[ivxlc]{1,8})$/i
/** As it is where no title says what the lines are. */
const dottedLeader = /(?:\.[ ]?){3,}[ \t]*(\d{1,4}|[ivxlc]{1,8})$/i
/** A run without a title is a list of chapters when this share of its lines end so. */
const minLeaderShare = 0.6
const minLeaderLines = 2
/** Longer lines are text. */
const maxEntryChars = 160
/** A list of chapters that goes on for longer is a mistake. */
const maxEntries = 600
/** As much of an entry as tells whether a heading is the one it names. */
const minKeyChars = 3

/** Whether a line says that a list of chapters, or of pictures, follows. */
export function isContentsTitle(line: string): boolean {
  return line.length <= maxEntryChars && contentsTitle.test(line)
}

/** Whether most lines of a run lead by dots to the number of a page, and the numbers grow: those of a price list do not. */
export function hasPageNumbers(text: string, run: LineRun): boolean {
  let ends = 0
  let last = 0
  for (const line of run) {
    const found = dottedLeader.exec(tail(text, line))
    if (found === null) continue
    const page = /^\d/.test(found[1]) ? Number(found[1]) : last
    if (page < last) return false
    last = page
    ends += 1
  }
  return ends >= minLeaderLines && ends >= run.length * minLeaderShare
}

/** Every line of a printed list of chapters as a block, with its page number marked. */
export function entriesOf(text: string, run: LineRun): Draft[] {
  const first = run[0].indentColumns
  const entries: TextLine[][] = []
  for (const line of run) {
    // A line that hangs under the one before belongs to it, if that one has not had its number.
    const before = entries[entries.length - 1]
    const hangs =
      before !== undefined &&
      line.indentColumns > first + 1 &&
      divisionOf(text.slice(line.startChar, line.endChar)) === null &&
      !leader.test(tail(text, before[before.length - 1]))
    if (hangs && before.length < 3) before.push(line)
    else entries.push([line])
  }
  return entries.map((entry) => {
    const draft = draftOf('paragraph', entry, { matter: 'contents' })
    const found = leader.exec(tail(text, entry[entry.length - 1]))
    if (found === null) return draft
    const mark: InlineMark = {
      kind: 'page-number',
      startChar: draft.endChar - found[0].length,
      endChar: draft.endChar,
    }
    return { ...draft, marks: [mark] }
  })
}

/** Follows a printed list of chapters from its title to the text that it is a list of. */
export class ContentsList {
  private readonly keys = new Set<string>()
  private firstKey = ''
  private isOpen = false

  /** A list begins after this. */
  begin(): void {
    this.isOpen = true
    this.keys.clear()
    this.firstKey = ''
  }

  /** Whether a run of lines is still a part of the list; once it is not, the list is over. */
  takes(text: string, run: LineRun): boolean {
    if (!this.isOpen) return false
    if (this.isText(text, run) || this.keys.size >= maxEntries) {
      this.isOpen = false
      return false
    }
    for (const line of run) this.keys.add(keyOf(text, line))
    if (this.firstKey === '') this.firstKey = keyOf(text, run[0])
    return true
  }

  private isText(text: string, run: LineRun): boolean {
    if (run.some((line) => line.endChar - line.startChar > maxEntryChars)) return true
    // What the list names comes again at the head of what it is.
    const key = keyOf(text, run[0])
    if (this.firstKey !== '' && key.length >= minKeyChars)
      if (this.keys.has(key) || this.firstKey.startsWith(`${key} `) || key.startsWith(`${this.firstKey} `))
        return true
    const shown = text.slice(run[0].startChar, run[run.length - 1].endChar)
    const isProse = run.length > 2 ? isFilled(run) : shown.length > 60
    return (
      isProse && /[.!?…]["'”»]?$/.test(shown) && !hasPageNumbers(text, run) && !/^[^.]*\.[^.]*$/.test(shown)
    )
  }
}

function keyOf(text: string, line: TextLine): string {
  return text
    .slice(line.startChar, Math.min(line.endChar, line.startChar + maxEntryChars))
    .replace(leader, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** As much of a line as can hold a leader. */
function tail(text: string, line: TextLine): string {
  return text.slice(Math.max(line.startChar, line.endChar - maxEntryChars), line.endChar)
}
