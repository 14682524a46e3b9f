import type { Block } from '@contract/document'

/** A longer line in bold is a sentence that somebody wants to be seen. */
const maxHeadingChars = 100
/** What stands under a heading is a text: shorter lines make a form, an address, a list of names. */
const minBodyChars = 120
/** A heading ends in no stop; a colon or a comma leads to what follows, a question may be one. */
const openEnd = /[\p{L}\p{N})\]”’"?]$/u
/** A date, a sum or a number alone is no name for a part. */
const words = /\p{L}{2}/u
/** Where nothing else says how deep a heading lies: under the title. */
const usualLevel = 2

/**
 * Makes headings of lines that are set in bold from end to end and stand over a text, where a document has no other
 * word for its headings: many are written so, without a style. In a document with headings of its own they are
 * what stress they always were.
 * @param blocks of the document or a part of it, in order; changed
 * @param hasHeadings whether there was a heading by its style before them
 * @returns whether there is one by its style by now
 */
export function markBoldHeadings(blocks: readonly Block[], hasHeadings: boolean): boolean {
  if (hasHeadings || blocks.some(isHeading)) return true
  for (const [index, block] of blocks.entries()) {
    const next = blocks.slice(index + 1, index + 3).find(({ kind }) => kind !== 'wordless-picture')
    if (!isBoldLine(block) || next?.kind !== 'paragraph' || next.text.length < minBodyChars) continue
    if (isBold(next)) continue
    block.kind = 'heading'
    block.level = usualLevel
    block.marks = block.marks.filter((mark) => mark.kind !== 'strong')
  }
  return false
}

function isHeading({ kind, matter }: Block): boolean {
  return kind === 'heading' && matter === undefined
}

function isBoldLine(block: Block): boolean {
  const { kind, matter, text, source } = block
  if (kind !== 'paragraph' || matter !== undefined || source.part !== 0) return false
  if (text.length > maxHeadingChars || text.includes('\n') || text.includes('\t')) return false
  return openEnd.test(text) && words.test(text) && isBold(block)
}

/** Whether all that is seen of a text is bold, in however many runs. */
function isBold({ text, marks }: Block): boolean {
  let bold = 0
  for (const mark of marks)
    if (mark.kind === 'strong') bold += text.slice(mark.startChar, mark.endChar).replace(/\s+/g, '').length
  return bold > 0 && bold === text.replace(/\s+/g, '').length
}
