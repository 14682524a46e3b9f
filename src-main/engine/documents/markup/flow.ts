import type { Block, CharacterCount } from '@contract/document'
import { isLostPicture, type LinkedPicture } from '../picture-block'
import { readLanguage } from './flow-context'
import { FlowReader } from './flow-reader'
import type { TextOrigin } from './text-origins'
import { judgeFolds, type IsFold } from './folds'
import { judgeVisibility } from './visibility'
import { readStyleSheets } from './style-rules'
import { attributeOf, isElement, nodesOf, textOf, type MarkupElement, type MarkupNode } from './tree'

/** How markup is read as text. */
export interface FlowOptions {
  /** Index of the part among the document's. */
  readonly part: number
  /** What the tree was parsed from, unmasked: a block that is a very slice of it says so. */
  readonly source: string
  /** What the document is written in, else what the file says; blocks in another language say so. */
  readonly language?: string
  /** A web page: its navigation is furniture. Otherwise a part of a book, whose navigation is its table of contents. */
  readonly isPage?: boolean
  /** Style sheets outside the file, as text, before those in it. */
  readonly styleSheets?: readonly string[]
  /** Number of tables in the parts before. */
  readonly startTable?: number
  /** @returns a formula's words in a language, or null for one that cannot be said */
  readonly sayFormula?: (mathml: string, language: string | undefined) => string | null
  /** This is a stretch of a file, and what only the whole file tells; absent: it is the whole. */
  readonly stretch?: { readonly isFold: IsFold }
  /** Whether it is noted where every character was written. */
  readonly isTraced?: boolean
  /** Whether a node is no part of what is to be read; its text is counted under "page around the article". */
  readonly isLeftOut?: (node: MarkupNode) => boolean
}

/** A place in a flow: a character of one of its blocks, counted from the flow's beginning. */
export interface FlowPlace {
  readonly block: number
  readonly char: number
}

/** Markup as text. */
export interface Flow {
  readonly blocks: Block[]
  /** By `id` (and `name` of a link): the first character at or after the element that bears it. */
  readonly anchors: ReadonlyMap<string, FlowPlace>
  /** Characters of the source that are in no block; with those that are, they make up all of it. */
  readonly outside: CharacterCount[]
  /** The pictures of blocks, as the file names them; they are still to be found. */
  readonly pictures: ReadonlyMap<Block, LinkedPicture>
  /** Where the blocks' texts were written, of those that are made of the file's text; none unless it is traced. */
  readonly origins: ReadonlyMap<Block, readonly TextOrigin[]>
  /** Number of tables, those of the parts before among them. */
  readonly endTable: number
}

/** Reads a tree as a browser shows it, block by block, in the order of the file. Nothing in it is run or fetched. */
export function readFlow(root: MarkupElement, options: FlowOptions): Flow {
  const sheets = [...(options.styleSheets ?? []), ...sheetsIn(root)]
  const language = options.language ?? languageOf(root)
  const reader = new FlowReader(
    { ...options, ...(language === null ? {} : { language }) },
    readStyleSheets(sheets),
    judgeVisibility(root),
    options.stretch?.isFold ?? judgeFolds(root),
  )
  reader.read(root)
  const { blocks, anchors, counts, tables, pictures, origins } = reader
  const outside = countRest(options.source, blocks, counts)
  return { blocks, anchors, pictures, origins, outside, endTable: tables }
}

/** A flow whose pictures have been looked for, without those that nothing is said of and that were not found. */
export function withoutLostPictures(flow: Flow): Flow {
  if (!flow.blocks.some(isLostPicture)) return flow
  let lost = 0
  const lostBefore = flow.blocks.map((block) => (isLostPicture(block) ? lost++ : lost))
  const blocks = flow.blocks.filter((block) => !isLostPicture(block))
  const anchors = new Map(
    [...flow.anchors].flatMap(([id, { block, char }]) => {
      const place = { block: block - lostBefore[block], char }
      return place.block < blocks.length ? [[id, place] as const] : []
    }),
  )
  return { ...flow, blocks, anchors }
}

/** The language that a file says it is in, by its root or its body; null where it says none. */
export function languageOf(root: MarkupElement): string | null {
  const body = root.children.find((child) => isElement(child) && child.name === 'body')
  for (const element of body !== undefined && isElement(body) ? [root, body] : [root]) {
    const language = readLanguage(attributeOf(element, 'xml:lang') || attributeOf(element, 'lang'))
    if (language !== null) return language
  }
  return null
}

/** The style sheets that stand in a file. */
export function sheetsIn(root: MarkupElement): string[] {
  const sheets: string[] = []
  for (const node of nodesOf(root)) if (isElement(node) && node.name === 'style') sheets.push(textOf(node))
  return sheets
}

/** What is neither in a block nor counted yet is markup: tags, attributes, comments, and what references are longer by. */
function countRest(
  source: string,
  blocks: readonly Block[],
  counts: ReadonlyMap<string, number>,
): CharacterCount[] {
  const outside: CharacterCount[] = []
  let rest = source.length
  for (const { text } of blocks) rest -= text.length
  for (const [rule, chars] of counts) {
    rest -= chars
    if (chars > 0) outside.push({ rule, chars })
  }
  if (rest > 0) outside.push({ rule: 'markup', chars: rest })
  return outside
}
