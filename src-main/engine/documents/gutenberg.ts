import type { Block } from '@contract/document'

/** "*** START OF THE PROJECT GUTENBERG EBOOK …", in the wordings of all years. */
const startLine =
  /^\W{0,12}start of (?:the|this) project gutenberg(?:[’']s)?(?:-tm|™)? e-?(?:book|text)|^\W{0,12}end\W{0,3}the small print!? for public domain e-?texts/i
const endLine =
  /^\W{0,12}end of (?:the|this) project gutenberg(?:[’']s)?(?:-tm|™)? e-?(?:book|text)|^\W{0,12}end of (?:the )?project gutenberg(?:[’']s|-tm|™)? (?:e-?(?:book|text) )?of\b|^\W{0,12}this file should be named \S+\.(?:txt|zip)/i
/** The licence's own beginning, where the line before it is missing. */
const licenceTitle =
  /^\W{0,12}(?:the full project gutenberg(?:-tm|™)? licen[cs]e|start: full licen[cs]e)\b|^section 1\.\s+general terms of use and redistributing project gutenberg/i
const openingLine = /^\W{0,12}(?:the )?project gutenberg(?:[’']s)?(?:-tm|™)? (?:e-?(?:book|text)|etext) of\b/i
/** Who typed and proofread: the lines right after the start. */
const credit =
  /^\W{0,4}(?:e-?text |this e-?(?:book|text) was |html version )?(?:prepared|produced|created|transcribed|scanned) (?:and \w+ )?by\b|^\W{0,4}(?:updated editions?|transcriber[’']s note)\b.{0,40}\bproject gutenberg/i
/** Texts after the start among which a credit is looked for. */
const creditWindow = 4
/** Only the beginning of a text is looked at: the lines are short. */
const lookChars = 200

/** Where the licence around a book of Project Gutenberg lies. */
export interface GutenbergBorders {
  /** The first text that is of the book; 0 where none of these texts says that it begins. */
  readonly bodyStart: number
  /** The first text after the book; their number where it does not end among them. */
  readonly bodyEnd: number
}

/**
 * Finds what Project Gutenberg puts before and after a book.
 * @param texts paragraphs in reading order, with or without line ends in them
 */
export function findGutenbergBorders(texts: readonly string[]): GutenbergBorders {
  const heads = texts.map((text) => text.slice(0, lookChars).replace(/\s+/g, ' ').trim())
  const start = heads.findIndex((head) => startLine.test(head))
  let bodyStart = start + 1
  // The opening words without a line that ends them: they alone are no part of the book.
  if (start === -1 && heads.length > 0 && openingLine.test(heads[0])) bodyStart = 1
  if (start !== -1)
    for (let next = bodyStart; next < Math.min(heads.length, start + 1 + creditWindow); next += 1)
      if (credit.test(heads[next])) bodyStart = next + 1
  const end = heads.findIndex(
    (head, index) => index >= bodyStart && (endLine.test(head) || licenceTitle.test(head)),
  )
  return { bodyStart, bodyEnd: end === -1 ? texts.length : end }
}

/**
 * Marks what is licence among the blocks of a part.
 * @param isAfterBook whether an earlier part has ended the book
 * @returns whether the book has ended with or before these blocks
 */
export function markGutenbergLicence(blocks: Block[], isAfterBook = false): boolean {
  const { bodyStart, bodyEnd } = isAfterBook
    ? { bodyStart: 0, bodyEnd: 0 }
    : findGutenbergBorders(blocks.map(({ text }) => text))
  blocks.forEach((block, index) => {
    if (index < bodyStart || index >= bodyEnd) block.matter = 'licence'
  })
  return isAfterBook || bodyEnd < blocks.length
}
