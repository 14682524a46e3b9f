import type { Block } from '@contract/document'
import type { ExportChapter } from '@contract/export-job'
import type { ReadingRules } from '@contract/reading-rules'
import { hasSomethingToSay } from '@contract/something-to-say'
import { SpokenDocument } from '../../streaming/spoken-document'
import { beginsWithWords, isSameWords } from './heard-words'

/** A part, its number and its name, a chapter, its number and its name, and some more. */
const maxHeadings = 12

/** A chapter that is to be heard, and what it is to be called instead; absent or blank: what it is called. */
export interface ChosenChapter extends ExportChapter {
  readonly newTitle?: string | undefined
}

/**
 * Puts what chapters are called into what is read of them. One with another title, that says its own one in a heading, or in
 * several, says the other one there; one that does not begin with its title gets a heading that says it, if that is asked for.
 * Chapters of which nothing is read stay as they are.
 * @param chapters in order, not overlapping
 * @returns all blocks, and the chapters among them with their titles
 */
export function withTitles(
  blocks: readonly Block[],
  chapters: readonly ChosenChapter[],
  options: {
    readonly speaksTitles: boolean
    /** As the document says. */
    readonly language: string | undefined
    /** By which it is read. */
    readonly rules: ReadingRules
  },
): { blocks: Block[]; chapters: ExportChapter[] } {
  const document = new SpokenDocument(blocks, options)
  const titled: Block[] = []
  const copy = (from: number, until: number): void => {
    for (let block = from; block < until; block++) titled.push(blocks[block])
  }
  let copied = 0
  const placed = chapters.map((chapter): ExportChapter => {
    copy(copied, chapter.fromBlock)
    const fromBlock = titled.length
    const title = chapter.newTitle?.trim() || chapter.title
    const heading = headingFor(title, chapter, document, options.speaksTitles)
    for (let block = chapter.fromBlock; block < chapter.untilBlock; block++) {
      if (block === heading?.at) titled.push(heading.block)
      if (!heading?.replaced.includes(block)) titled.push(blocks[block])
    }
    copied = chapter.untilBlock
    return { title, fromBlock, untilBlock: titled.length }
  })
  copy(copied, blocks.length)
  return { blocks: titled, chapters: placed }
}

/** A heading, the block that it comes before, and those that it stands for. */
interface NewHeading {
  readonly block: Block
  readonly at: number
  readonly replaced: readonly number[]
}

/** @returns null: it is well as it is */
function headingFor(
  title: string,
  chapter: ChosenChapter,
  document: SpokenDocument,
  speaksTitles: boolean,
): NewHeading | null {
  const isRenamed = title !== chapter.title
  if ((!isRenamed && !speaksTitles) || !hasSomethingToSay(title)) return null
  const opening = openingOf(chapter, document, Math.max(title.length, chapter.title.length))
  const [first] = opening
  if (!first) return null
  const newHeading = (replaced: readonly SaidBlock[]): NewHeading => {
    const { block: at } = replaced.at(0) ?? first
    return {
      at,
      block: headingOf(title, document.blocks[at]),
      replaced: replaced.map(({ block }) => block),
    }
  }
  const old = isRenamed ? headingsOf(chapter.title, opening) : []
  if (old.length > 0) return newHeading(old)
  // Behind the title of a part, for one, it is a title as well.
  const headings = opening.findIndex(({ isHeading }) => !isHeading)
  const starts = headings === -1 ? opening.length : headings + 1
  const isSaid = opening
    .slice(0, starts)
    .some((_, index) => beginsWithWords(textOf(opening.slice(index)), title))
  return speaksTitles && !isSaid ? newHeading([]) : null
}

/** A block that is read. */
interface SaidBlock {
  readonly block: number
  readonly isHeading: boolean
  readonly text: string
}

/** What is read first of a chapter: its headings, and so many characters more. */
function openingOf(
  { fromBlock, untilBlock }: ExportChapter,
  document: SpokenDocument,
  chars: number,
): SaidBlock[] {
  const opening: SaidBlock[] = []
  let charsAfter = 0
  for (let block = fromBlock; block < untilBlock && charsAfter <= chars; block++) {
    const text = document
      .sentencesOf(block)
      .map((sentence) => document.speakable({ block, ...sentence }).text)
      .join(' ')
    if (!hasSomethingToSay(text)) continue
    const isHeading =
      document.blocks[block].kind === 'heading' && charsAfter === 0 && opening.length < maxHeadings
    opening.push({ block, isHeading, text })
    if (!isHeading) charsAfter += text.length
  }
  return opening
}

/** The headings at the beginning that together say a title and nothing else; none: there are no such. */
function headingsOf(title: string, opening: readonly SaidBlock[]): readonly SaidBlock[] {
  const headings = opening.filter(({ isHeading }) => isHeading)
  for (let start = 0; start < headings.length; start++)
    for (let end = start + 1; end <= headings.length; end++) {
      const run = headings.slice(start, end)
      if (isSameWords(textOf(run), title)) return run
    }
  return []
}

function textOf(blocks: readonly SaidBlock[]): string {
  return blocks.map(({ text }) => text).join('\n')
}

/** @param block that it stands before, or in whose place */
function headingOf(title: string, { language, level, kind, source }: Block): Block {
  return {
    kind: 'heading',
    level: kind === 'heading' && level !== undefined ? level : 1,
    text: title,
    marks: [],
    ...(language === undefined ? {} : { language }),
    source: { ...source, exact: false },
  }
}
