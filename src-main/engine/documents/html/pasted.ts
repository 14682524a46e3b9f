import { AppError } from '@contract/errors'
import type { DocumentHead } from '@contract/document'
import { maxDocumentChars } from '@contract/limits'
import { memorySource } from '../byte-source'
import type { OpenedDocument } from '../document-format'
import { readFlow, withoutLostPictures } from '../markup/flow'
import { PageFormulas } from '../markup/page-formulas'
import { parseHtml } from '../markup/parse-html'
import type { MarkupNode } from '../markup/tree'
import { maskControls } from '../mask-controls'
import { titleFromText } from '@contract/title'
import { documentId } from '../name-document'
import { readPageFacts } from './page-facts'
import { flowInPieces } from './pieces-of-flow'

/** Markup that holds less than this share of the text beside it on the clipboard is not that text's. */
const minShare = 0.9
const startMark = '<!--StartFragment-->'
const endMark = '<!--EndFragment-->'

/**
 * Makes a document of what the clipboard holds as HTML, titled by its first words.
 * @param text what the clipboard holds beside it
 * @returns null where the plain text has more in it, or the markup cannot be read: it is then to be read instead
 */
export async function openPastedHtml(html: string, text: string): Promise<OpenedDocument | null> {
  if (html.length > maxDocumentChars) return null
  const flow = await readFragment(html)
  if (flow === null) return null
  const { blocks, outside, language } = flow
  const chars = blocks.reduce((sum, block) => sum + visibleChars(block.text), 0)
  if (chars === 0 || chars < visibleChars(text) * minShare) return null
  const head: DocumentHead = {
    id: await documentId(memorySource('', new TextEncoder().encode(html))),
    title: titleFromText(blocks.find(({ kind }) => kind === 'heading')?.text ?? blocks[0].text),
    authors: [],
    format: 'html',
    ...(language === null ? {} : { language }),
  }
  return { head, pieces: flowInPieces(blocks, outside) }
}

async function readFragment(source: string) {
  const masked = maskControls(source)
  const start = masked.indexOf(startMark)
  const end = masked.lastIndexOf(endMark)
  // Windows writes where the fragment lies before the markup, as text.
  const startChar = start === -1 ? headerChars(masked) : start + startMark.length
  const endChar = end <= startChar ? masked.length : end
  try {
    const root = parseHtml(masked)
    const isLeftOut = (node: MarkupNode): boolean =>
      !('name' in node) && (node.endChar <= startChar || node.startChar >= endChar)
    const { language } = readPageFacts(root)
    const formulas = await new PageFormulas(language ?? undefined).optionFor(root)
    // What is pasted brings no files: its pictures are their words.
    return { ...withoutLostPictures(readFlow(root, { part: 0, source, isLeftOut, ...formulas })), language }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

function headerChars(html: string): number {
  return /^Version:\d/.test(html) ? Math.max(0, html.indexOf('<')) : 0
}

function visibleChars(text: string): number {
  return text.replace(/\s+/g, '').length
}
