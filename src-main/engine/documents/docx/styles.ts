import { readNumberReference, type NumberReference } from './numbering'
import { formatOver, readRunFormat, type RunFormat } from './run-format'
import { childOf, childrenOf, isOn, numberWithin, switchOf, valueOf } from './word-elements'
import type { WordElement } from './word-xml'

/** A style with everything it takes over from those it is based on. */
export interface Style {
  readonly id: string
  /** Its own name and those of the styles it is based on, nearest first, in lower case. */
  readonly names: readonly string[]
  /** Its own id and those of the styles it is based on. */
  readonly ids: readonly string[]
  /** 0 for a main heading to 8; 9 is text. */
  readonly outlineLevel?: number
  readonly numbering?: NumberReference
  readonly run: RunFormat
  /** Of a table: its first row is set apart in bold or by a ground of its own. */
  readonly marksFirstRow: boolean
}

/** The styles of a document. */
export interface StyleSheet {
  /** The style of a paragraph: the default one where it names none, or one that is not there. */
  paragraph(id: string | undefined): Style
  character(id: string | undefined): Style | null
  table(id: string | undefined): Style | null
  /** What a list style refers to. */
  numbering(id: string): NumberReference | undefined
  /** Of every run, before any style. */
  readonly defaults: RunFormat
}

const plainStyle: Style = { id: '', names: [], ids: [], run: {}, marksFirstRow: false }
/** Word itself allows a chain of a few dozen; a circle has no end. */
const maxChain = 64

/** Reads the part "styles"; without one, every paragraph is plain. */
export function readStyles(root: WordElement | undefined): StyleSheet {
  const byType = new Map<string, Map<string, WordElement>>()
  let defaultParagraph: string | undefined
  for (const style of childrenOf(root, 'w:style')) {
    const type = style.attributes.get('w:type') ?? 'paragraph'
    const id = style.attributes.get('w:styleId')
    if (id === undefined) continue
    if (type === 'paragraph' && isOn(style.attributes.get('w:default') ?? '0')) defaultParagraph = id
    const known = byType.get(type)
    if (known === undefined) byType.set(type, new Map([[id, style]]))
    else known.set(id, style)
  }
  const resolved = new Map<string, Style>()
  const resolve = (type: string, id: string | undefined): Style | null => {
    if (id === undefined) return null
    const key = `${type} ${id}`
    const known = resolved.get(key)
    if (known !== undefined) return known
    const chain = chainOf(byType.get(type), id)
    if (chain.length === 0) return null
    const style = styleOf(id, chain)
    resolved.set(key, style)
    return style
  }
  const base = resolve('paragraph', defaultParagraph) ?? plainStyle
  return {
    paragraph: (id) => resolve('paragraph', id) ?? base,
    character: (id) => resolve('character', id),
    table: (id) => resolve('table', id),
    numbering: (id) => resolve('numbering', id)?.numbering,
    defaults: readRunFormat(childOf(childOf(childOf(root, 'w:docDefaults'), 'w:rPrDefault'), 'w:rPr')),
  }
}

function chainOf(styles: ReadonlyMap<string, WordElement> | undefined, id: string): WordElement[] {
  const chain: WordElement[] = []
  const visited = new Set<string>()
  for (let next: string | undefined = id; next !== undefined && !visited.has(next);) {
    visited.add(next)
    const style = styles?.get(next)
    if (style === undefined || chain.length >= maxChain) break
    chain.push(style)
    next = valueOf(style, 'w:basedOn')
  }
  return chain
}

function styleOf(id: string, chain: readonly WordElement[]): Style {
  let run: RunFormat = {}
  let outlineLevel: number | undefined
  let numbering: NumberReference | undefined
  for (const element of [...chain].reverse()) {
    const paragraph = childOf(element, 'w:pPr')
    run = formatOver(readRunFormat(childOf(element, 'w:rPr')), run)
    outlineLevel = numberWithin(valueOf(paragraph, 'w:outlineLvl'), 0, 9) ?? outlineLevel
    const own = readNumberReference(childOf(paragraph, 'w:numPr'))
    if (own !== undefined) numbering = { ...numbering, ...own }
  }
  return {
    id,
    names: chain.map((element) => (valueOf(element, 'w:name') ?? '').trim().toLowerCase()),
    ids: chain.map((element) => element.attributes.get('w:styleId') ?? ''),
    run,
    marksFirstRow: chain.some(setsFirstRowApart),
    ...(outlineLevel === undefined ? {} : { outlineLevel }),
    ...(numbering === undefined ? {} : { numbering }),
  }
}

function setsFirstRowApart(style: WordElement): boolean {
  const first = childrenOf(style, 'w:tblStylePr').find(
    ({ attributes }) => attributes.get('w:type') === 'firstRow',
  )
  return (
    switchOf(childOf(first, 'w:rPr'), 'w:b') === true ||
    childOf(childOf(first, 'w:tcPr'), 'w:shd') !== undefined
  )
}
