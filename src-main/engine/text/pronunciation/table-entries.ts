import Papa from 'papaparse'
import type { PronunciationEntry, Say } from '@contract/pronunciation'
import type { EntryList } from './entry-list'
import { phonemesOfDestination } from './inline-notation'
import { Unreadable } from './unreadable'

const columns = ['text', 'match', 'case', 'say', 'kind', 'scope'] as const
type Column = (typeof columns)[number]
/** What others call the two columns that matter. */
const otherNames: Readonly<Record<string, Column | undefined>> = {
  word: 'text',
  original: 'text',
  find: 'text',
  from: 'text',
  replacement: 'say',
  replace: 'say',
  replacewith: 'say',
  pronunciation: 'say',
  spoken: 'say',
  to: 'say',
}
/** In the order in which they are preferred where a first line has several. */
const delimiters = ['\t', ';', ','] as const
/** What a spreadsheet takes for the beginning of a formula; an apostrophe before it makes it text again. */
const formula = /^'*[=+\-@\t\r]/
const guarded = /^'+[=+\-@\t\r]/
const yes = /^(?:yes|y|true|1|x|match|sensitive)$/i

/** CSV with a header in any order, and lists of two columns or of "word=replacement" without one. @throws Unreadable */
export function readTable(text: string, list: EntryList): void {
  const firstLine = /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? ''
  const header = headerOf(firstLine)
  if (header) readRows(text, header.delimiter, (cells, line) => addRow(list, header.columns, cells, line))
  else readList(text, list)
}

/** Of entries that hold what a spreadsheet would run, it gets to see text. */
export function writeCsv(entries: readonly PronunciationEntry[]): string {
  const rows = entries.map(({ text, match, matchCase, say, scope }) => [
    text,
    match,
    matchCase ? 'yes' : 'no',
    say.kind === 'words' ? say.words : say.kind === 'phonemes' ? say.phonemes : '',
    say.kind,
    scope,
  ])
  return rows.length === 0
    ? `${columns.join(',')}\r\n`
    : `${Papa.unparse([[...columns], ...rows.map((row) => row.map(guard))])}\r\n`
}

interface Header {
  readonly delimiter: string
  /** Which column stands where; null: one that is not ours. */
  readonly columns: readonly (Column | null)[]
}

function headerOf(line: string): Header | null {
  for (const delimiter of delimiters) {
    const found = line.split(delimiter).map((cell) => {
      const name = cell.replace(/["\s]/g, '').toLowerCase()
      return columns.find((column) => column === name) ?? otherNames[name] ?? null
    })
    if (found.includes('text') && found.includes('say')) return { delimiter, columns: found }
  }
  return null
}

/** @param onRow is told the line that a row begins on, from 1; the header and empty rows are left out */
function readRows(text: string, delimiter: string, onRow: (cells: string[], line: number) => void): void {
  let line = 1
  let from = 0
  let isHeader = true
  Papa.parse<string[]>(text, {
    delimiter,
    step: ({ data, meta, errors }) => {
      if (errors.some(({ type }) => type === 'Quotes'))
        throw new Unreadable('a quotation mark is not closed', line)
      const isEmpty = data.every((cell) => cell.trim() === '')
      if (!isEmpty && !isHeader) onRow(data, line)
      if (!isEmpty) isHeader = false
      line += lineEnds(text.slice(from, meta.cursor))
      from = meta.cursor
    },
  })
}

function lineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0
}

function addRow(
  list: EntryList,
  header: readonly (Column | null)[],
  cells: readonly string[],
  line: number,
): void {
  const row: Partial<Record<Column, string>> = {}
  header.forEach((column, index) => {
    if (column !== null && cells[index] !== undefined) row[column] = unguard(cells[index])
  })
  const { text = '', say = '' } = row
  const kind = row.kind?.trim().toLowerCase() ?? ''
  if (text === '') return list.refuse({ code: 'no-text' }, line)
  if (kind !== 'nothing' && say.trim() === '') return list.refuse({ code: 'nothing-said' }, line)
  list.add(
    {
      text,
      match: row.match?.trim().toLowerCase() || undefined,
      matchCase: yes.test(row.case?.trim() ?? ''),
      say: kind === '' ? sayOf(say) : { kind, words: say, phonemes: say },
      scope: row.scope?.trim().toLowerCase() || undefined,
    },
    line,
  )
}

/** Phonemes stand between slashes where no column tells. */
function sayOf(written: string): Say {
  const phonemes = phonemesOfDestination(written.trim())
  return phonemes === null ? { kind: 'words', words: written } : { kind: 'phonemes', phonemes }
}

/** Lists of other readers: a word and how to write it, by line. */
function readList(text: string, list: EntryList): void {
  const lines = text.split(/\r\n|\r|\n/)
  const delimiter = commonest(lines)
  lines.forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return
    const cells = cellsOf(line, delimiter)
    if (cells === null) return list.refuse({ code: 'no-sign', values: { sign: names[delimiter] } }, index + 1)
    const [word, replacement] = cells
    if (word === '' || replacement === '') return list.refuse({ code: 'missing-half' }, index + 1)
    list.add({ text: word, say: sayOf(replacement) }, index + 1)
  })
}

const names = { '\t': 'tab', '=': 'equals', ';': 'semicolon', ',': 'comma' } as const
type ListDelimiter = keyof typeof names
const listDelimiters = ['\t', '=', ';', ','] as const

/** The sign that most lines have; of equals the first. */
function commonest(lines: readonly string[]): ListDelimiter {
  let best: ListDelimiter = ','
  let most = 0
  for (const mark of listDelimiters) {
    const count = lines.reduce((sum, line) => sum + (line.includes(mark) ? 1 : 0), 0)
    if (count > most) [best, most] = [mark, count]
  }
  return best
}

/** Only the first sign parts, unless there are quotation marks. */
function cellsOf(line: string, delimiter: ListDelimiter): [word: string, replacement: string] | null {
  if (line.startsWith('"')) {
    const [word = '', replacement] = Papa.parse<string[]>(line, { delimiter }).data[0] ?? []
    return replacement === undefined ? null : [word.trim(), replacement.trim()]
  }
  const at = line.indexOf(delimiter)
  if (at === -1) return null
  const replacement = line.slice(at + delimiter.length).trim()
  return [line.slice(0, at).trim(), replacement.replace(/^"(.*)"$/, '$1')]
}

function guard(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell
}

function unguard(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell
}
