import { scriptElements, shownMarks, unseenElements } from '../markup/elements'
import { readFlow, type Flow } from '../markup/flow'
import type { IsFold } from '../markup/folds'
import { alternativeOf, isDecoration, linkedPictureOf } from '../markup/images'
import { parseHtml } from '../markup/parse-html'
import { attributeOf, findElement, isElement, nodesOf, type MarkupElement } from '../markup/tree'
import { judgeVisibility, styleOf } from '../markup/visibility'
import type { InlineImage } from './inline'

/** Elements that have no end. */
const voidElements = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)
/** Elements that are there without being written. */
const impliedElements = new Set(['html', 'head', 'body'])
const tagStart = /^<(\/?)([a-z][a-z0-9-]*)/i

/** Raw HTML as blocks, and what it leaves open. */
export interface RawFlow extends Flow {
  /** A hidden element (a script, a style sheet) that was not closed. */
  readonly openHidden: string | null
}

/**
 * Reads raw HTML between paragraphs.
 * @param html with its controls masked; the blocks' ranges count in it
 * @throws AppError 'document/corrupt' for markup that multiplies beyond measure
 */
export function readRawFlow(html: string, startTable: number, isFold: IsFold): RawFlow {
  const root = parseHtml(html, 'markdown')
  return {
    ...readFlow(root, { part: 0, source: html, isPage: true, startTable, stretch: { isFold } }),
    openHidden: openHidden(root, html),
  }
}

function openHidden(root: MarkupElement, html: string): string | null {
  const hiddenBy = judgeVisibility(root)
  for (const node of nodesOf(root)) {
    if (!isElement(node) || voidElements.has(node.name) || impliedElements.has(node.name)) continue
    if (hiddenBy(node, undefined, styleOf(node, {})) === null) continue
    const written = html.slice(Math.max(node.startChar, node.endChar - node.name.length - 20), node.endChar)
    if (!written.toLowerCase().includes(`</${node.name}`)) return node.name
  }
  return null
}

/** A tag inside a paragraph. */
export interface InlineTag {
  readonly name: string
  readonly isClosing: boolean
  /** How the text inside looks. */
  readonly mark: ReturnType<typeof shownMarks.get>
  /** Of a link. */
  readonly href: string | null
  /** Of a picture. */
  readonly image: InlineImage | null
  readonly isHidden: boolean
}

/** Reads what stands for one tag in a paragraph; null for a comment and the like. */
export function readInlineTag(html: string): InlineTag | null {
  const found = tagStart.exec(html)
  if (found === null) return null
  const name = found[2].toLowerCase()
  const isClosing = found[1] !== ''
  const isHiddenByName = scriptElements.has(name) || (unseenElements.has(name) && !voidElements.has(name))
  const plain = {
    name,
    isClosing,
    mark: shownMarks.get(name),
    href: null,
    image: null,
    isHidden: isHiddenByName,
  }
  // Most tags have no attributes, and few of those that have them need to be parsed.
  if (isClosing || isHiddenByName || !/^(?:a|img)$/.test(name)) {
    if (isClosing || !/\s(?:hidden|style|class|aria-hidden)\b/i.test(html)) return plain
  }
  const element = findElement(parseHtml(html, 'markdown'), (candidate) => candidate.name === name)
  if (element === null) return plain
  return {
    ...plain,
    href: name === 'a' && element.attributes.has('href') ? attributeOf(element, 'href') : null,
    image: name === 'img' ? imageOf(element) : null,
    isHidden:
      plain.isHidden ||
      (!voidElements.has(name) &&
        judgeVisibility(element)(element, undefined, styleOf(element, {})) !== null),
  }
}

function imageOf(element: MarkupElement): InlineImage {
  const alternative = isDecoration(element) ? '' : alternativeOf(element)
  return { alternative, picture: linkedPictureOf(element) }
}

/** Finds closing tags in a text; names that do not come again are remembered. */
export class ClosingTags {
  private readonly absent = new Set<string>()
  private readonly lower: string

  constructor(source: string) {
    this.lower = source.toLowerCase()
  }

  /** Where `</name` begins at or after a place; -1 for nowhere. */
  find(name: string, fromChar: number): number {
    if (this.absent.has(name)) return -1
    const found = this.lower.indexOf(`</${name}`, fromChar)
    if (found === -1) this.absent.add(name)
    return found
  }
}
