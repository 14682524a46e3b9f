import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Block } from '@contract/document'
import { AppError } from '@contract/errors'
import { decodeDocument } from '../decode-document'
import { isPlainText } from '../detect'
import type { DocumentFormat } from '../document-format'
import { fileEnding } from '../known-formats'
import { maskControls } from '../mask-controls'
import { documentId, titleFromFileName, titleFromText } from '../name-document'
import { countOutside } from '../outside'
import { inOnePiece } from '../pieces'
import { blocksFromTree } from './blocks'
import { readFrontMatter } from './front-matter'
import { maxNesting } from './inline'

const endings = ['md', 'markdown', 'mdown', 'mkd', 'mdwn']

/** More quotes and lists begun on one line than we accept; the parser's time grows with their square and more. */
const deepLine = new RegExp(`^(?:[ \\t]*(?:>|(?:[-*+]|\\d{1,9}[.)])(?=[ \\t]))){${maxNesting},}`, 'm')

/** CommonMark. Constructs beyond it come out as their text. */
export const markdownFormat: DocumentFormat = {
  id: 'markdown',
  detect: (source) => endings.includes(fileEnding(source.fileName)) && isPlainText(source),
  open: async (source, options, signal) => {
    const { text, encoding, warnings } = await decodeDocument(source, options)
    signal.throwIfAborted()
    // Masked first, unit for unit: the parser then meets one kind of line end, and its offsets are those of the source.
    const masked = maskControls(text)
    const { bodyStartChar, title, language } = readFrontMatter(masked)
    const blocks = blocksFromTree(parse(masked.slice(bodyStartChar)), text, bodyStartChar)
    const head = {
      id: await documentId(source),
      authors: [],
      title: titleFromText(title ?? firstHeading(blocks) ?? '') || titleFromFileName(source.fileName),
      format: 'markdown' as const,
      encoding,
      ...(language === undefined ? {} : { language }),
    }
    return inOnePiece(head, { blocks, outside: countOutside(text, blocks), warnings })
  },
}

function parse(body: string): Root {
  if (deepLine.test(body)) throw corrupt('nested too deep')
  try {
    return fromMarkdown(body)
  } catch (error) {
    if (error instanceof RangeError) throw corrupt('too deep for the stack', error)
    throw error
  }
}

/** The document's name for itself: its first main heading, else its first heading of any level. */
function firstHeading(blocks: readonly Block[]): string | undefined {
  const headings = blocks.filter((block) => block.kind === 'heading')
  return (headings.find((block) => block.level === 1) ?? headings[0])?.text
}

function corrupt(why: string, cause?: unknown): AppError {
  return new AppError('document/corrupt', `The Markdown is ${why}`, {
    details: { format: 'markdown', reason: 'nesting' },
    cause,
  })
}
