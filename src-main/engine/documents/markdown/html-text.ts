import { decodeReferences } from './entities'
import { findClosingTag, hiddenElements, readTag } from './html-tags'

/** A piece of what a reader of raw HTML would see. */
export type HtmlPiece =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'image-alternative'; readonly text: string }

/** The text of raw HTML, without a trace of mark-up. */
export interface HtmlText {
  readonly pieces: readonly HtmlPiece[]
  /** A hidden element (a script, a style sheet) that was still open at the end. */
  readonly openElement: string | null
}

/** Tags that do not end a paragraph; all others do. */
const inlineElements = new Set(
  'a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp small source span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)

/**
 * Takes the visible text out of raw HTML: no tags, comments, scripts or attributes but an image's alternative text.
 * One pass; nothing is interpreted, so nothing can run or be fetched.
 */
export function readHtmlText(html: string): HtmlText {
  const pieces: HtmlPiece[] = []
  let text = ''
  let level = 0
  const endPiece = (): void => {
    const shown = decodeReferences(
      text
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/ ?\u0000 ?/g, '\n'),
    )
    if (shown !== '')
      pieces.push(level > 0 ? { kind: 'heading', level, text: shown } : { kind: 'paragraph', text: shown })
    text = ''
  }
  for (let at = 0; at < html.length;) {
    const open = html.indexOf('<', at)
    text += html.slice(at, open === -1 ? html.length : open)
    if (open === -1) break
    const skipped = skipDeclaration(html, open)
    if (skipped !== null) {
      at = skipped
      continue
    }
    const tag = readTag(html, open)
    if (tag === null) {
      text += '<'
      at = open + 1
      continue
    }
    at = tag.endChar
    if (hiddenElements.has(tag.name) && !tag.isClosing) {
      const close = findClosingTag(html, tag.name, at)
      if (close === -1) {
        endPiece()
        return { pieces, openElement: tag.name }
      }
      at = close
    } else if (tag.name === 'br') text += lineBreak
    else if (tag.name === 'img' && tag.alternative?.trim()) {
      endPiece()
      pieces.push({ kind: 'image-alternative', text: tag.alternative.replace(/\s+/g, ' ').trim() })
    } else if (!inlineElements.has(tag.name)) {
      endPiece()
      const heading = /^h([1-6])$/.exec(tag.name)
      if (heading !== null) level = tag.isClosing ? 0 : Number(heading[1])
    }
  }
  endPiece()
  return { pieces, openElement: null }
}

/** Stands for a line break while white space is collapsed; a document cannot hold it, because controls are masked before. */
const lineBreak = '\0'

/** Past a comment, a doctype, a processing instruction or CDATA; null when none begins here. */
function skipDeclaration(html: string, open: number): number | null {
  const end = html.startsWith('<!--', open)
    ? { mark: '-->', from: open + 4 }
    : html.startsWith('<!', open) || html.startsWith('<?', open)
      ? { mark: '>', from: open + 2 }
      : null
  if (end === null) return null
  const found = html.indexOf(end.mark, end.from)
  return found === -1 ? html.length : found + end.mark.length
}
