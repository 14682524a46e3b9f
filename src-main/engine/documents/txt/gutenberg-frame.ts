import { findGutenbergBorders } from '../gutenberg'
import { maskControls } from '../mask-controls'
import { splitBefore } from './draft'
import { collectRuns, type LineRun } from './lines'

/** What Project Gutenberg puts around a book, and says of it there. */
export interface GutenbergFrame {
  /** Where the line ends that names the book, at the file's beginning: the old headers name it nowhere else. 0: none. */
  readonly namingEndChar: number
  /** The book's own text, as a range of the file. */
  readonly bodyStartChar: number
  readonly bodyEndChar: number
  readonly title?: string
  readonly authors: readonly string[]
  /** A language tag. */
  readonly language?: string
}

/** The longest header, that of the old "small print", has 15,000 characters; the licence at the end has 20,000. */
const headChars = 60_000
const tailChars = 80_000
/** Fields of the header are found before the book begins, in lines no longer than this. */
const maxFieldChars = 400

const mention = /project gutenberg|small print/i
const ownLine = /^\W{0,12}(?:(?:start|end) of (?:the|this) project gutenberg|end\W{0,3}the small print)/i
const field = /^(title|author|authors|language)[ \t]*:[ \t]*(.+(?:\n[ \t]{2,}\S.*)*)/gim
const oldOpening =
  /project gutenberg(?:[’']s)?(?:-tm|™)? (?:e-?(?:text|book)|edition)(?: edition)? of ([^\n]{1,200}?),? by ([^\n,*[]{1,80})(?:[\n,*[]|$)/i

/** English names of the languages of most books, as the headers write them. */
const languageTags: Readonly<Record<string, string>> = {
  ...{ english: 'en', french: 'fr', german: 'de', spanish: 'es', italian: 'it', portuguese: 'pt' },
  ...{ dutch: 'nl', swedish: 'sv', danish: 'da', norwegian: 'no', finnish: 'fi', icelandic: 'is' },
  ...{ polish: 'pl', czech: 'cs', hungarian: 'hu', romanian: 'ro', russian: 'ru', greek: 'el', latin: 'la' },
  ...{
    japanese: 'ja',
    chinese: 'zh',
    korean: 'ko',
    esperanto: 'eo',
    catalan: 'ca',
    welsh: 'cy',
    tagalog: 'tl',
  },
  ...{
    hebrew: 'he',
    arabic: 'ar',
    turkish: 'tr',
    ukrainian: 'uk',
    bulgarian: 'bg',
    serbian: 'sr',
    irish: 'ga',
  },
}

/** Finds the frame of Project Gutenberg around a text; null where there is none. */
export function findGutenbergFrame(source: string): GutenbergFrame | null {
  const head = maskControls(source.slice(0, headChars))
  const tailStart = Math.max(0, source.length - tailChars)
  const tail = maskControls(source.slice(tailStart))
  if (!mention.test(head) && !mention.test(tail)) return null
  const bodyStartChar = startOfBody(head)
  const bodyEndChar = endOfBody(tail, Math.max(0, bodyStartChar - tailStart)) + tailStart
  if (bodyStartChar === 0 && bodyEndChar === source.length) return null
  return { bodyStartChar, bodyEndChar, ...readHeader(head.slice(0, bodyStartChar)) }
}

function startOfBody(head: string): number {
  const runs = runsByBorder(head)
  const { bodyStart } = findGutenbergBorders(runs.map((run) => shownOf(head, run)))
  if (bodyStart === 0) return 0
  if (bodyStart >= runs.length) return head.length
  // With the white space that the line begins with: it says how a title is centred.
  return head.lastIndexOf('\n', runs[bodyStart][0].startChar) + 1
}

function endOfBody(tail: string, from: number): number {
  const body = tail.slice(from)
  const runs = runsByBorder(body)
  // What begins the tail is in the midst of something, and begins no book.
  const { bodyEnd } = findGutenbergBorders(['', ...runs.map((run) => shownOf(body, run))])
  return bodyEnd - 1 < runs.length ? from + runs[bodyEnd - 1][0].startChar : tail.length
}

/** Paragraphs; a line that begins or ends the book is one by itself, whatever it is written under. */
function runsByBorder(text: string): LineRun[] {
  const isBorder = (run: LineRun, index: number): boolean =>
    ownLine.test(text.slice(run[index].startChar, run[index].endChar))
  return collectRuns(text).flatMap((run) =>
    splitBefore(run, (index) => isBorder(run, index) || isBorder(run, index - 1)),
  )
}

function shownOf(text: string, run: LineRun): string {
  return text.slice(run[0].startChar, run[run.length - 1].endChar)
}

function readHeader(header: string): Omit<GutenbergFrame, 'bodyStartChar' | 'bodyEndChar'> {
  const values = new Map<string, string>()
  field.lastIndex = 0
  for (let match = field.exec(header); match !== null; match = field.exec(header)) {
    const name = match[1].toLowerCase().replace(/s$/, '')
    const value = match[2].slice(0, maxFieldChars).replace(/\s+/g, ' ').trim()
    if (!values.has(name) && value !== '') values.set(name, value)
  }
  const old = oldOpening.exec(header)
  const title = values.get('title') ?? old?.[1]
  const author = values.get('author') ?? old?.[2].trim()
  const isNamedByLine =
    !values.has('title') && old !== null && /^\W*(?:the )?$/i.test(header.slice(0, old.index))
  const language = languageTags[(values.get('language') ?? '').toLowerCase().split(/[,;]/)[0]]
  return {
    namingEndChar: isNamedByLine ? header.slice(old.index).search(/\n|$/) + old.index : 0,
    ...(title === undefined ? {} : { title }),
    authors: author === undefined ? [] : author.split(/;| and (?=\p{Lu})/u).map((name) => name.trim()),
    ...(language === undefined ? {} : { language }),
  }
}
