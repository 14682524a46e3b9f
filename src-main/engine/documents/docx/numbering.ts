import type { StyleSheet } from './styles'
import { childOf, childrenOf, numberWithin, switchOf, valueOf } from './word-elements'
import type { WordElement } from './word-xml'

/** What a paragraph or a style says of the list it belongs to; a number of 0 takes it out of any. */
export interface NumberReference {
  readonly number?: number
  /** From 0. */
  readonly level?: number
}

/** One level of a list. */
export interface ListLevel {
  readonly start: number
  readonly format: string
  /** "%1.%2": the numbers of levels, from 1, among other text. */
  readonly text: string
  /** All numbers in it are written in decimal. */
  readonly isLegal: boolean
  /** Starts anew after a level up to this number, from 1; 0: never. Absent: after any level above. */
  readonly restartAfter?: number
  readonly style?: string
  readonly font?: string
}

/** A list: levels that count together, perhaps under several numbers. */
export interface ListDefinition {
  readonly abstractId: number
  readonly levels: readonly ListLevel[]
  /** Levels that this number begins anew, and with what. */
  readonly starts: ReadonlyMap<number, number>
}

/** The lists of a document by number. */
export type Numbering = (number: number) => ListDefinition | null

/** Levels of a list (ECMA-376 part 1, 17.9.6). */
export const maxListLevels = 9
/** Word takes numbers up to this. */
const maxStart = 32_767
const maxIds = 2_147_483_647
/** A list takes its levels from a style that refers to another list; there is never a third step. */
const maxLinks = 4
/** Longer "numbers" are text in disguise. */
const maxLevelTextChars = 100

/** Reads a `w:numPr`. */
export function readNumberReference(element: WordElement | undefined): NumberReference | undefined {
  if (element === undefined) return undefined
  const number = numberWithin(valueOf(element, 'w:numId'), 0, maxIds)
  const level = numberWithin(valueOf(element, 'w:ilvl'), 0, maxListLevels - 1)
  return { ...(number === undefined ? {} : { number }), ...(level === undefined ? {} : { level }) }
}

/** Reads the part "numbering". */
export function readNumbering(root: WordElement | undefined, styles: StyleSheet): Numbering {
  const abstracts = new Map<number, WordElement>()
  const numbers = new Map<number, WordElement>()
  for (const element of childrenOf(root, 'w:abstractNum')) {
    const id = numberWithin(element.attributes.get('w:abstractNumId'), 0, maxIds)
    if (id !== undefined) abstracts.set(id, element)
  }
  for (const element of childrenOf(root, 'w:num')) {
    const id = numberWithin(element.attributes.get('w:numId'), 0, maxIds)
    if (id !== undefined) numbers.set(id, element)
  }
  const abstractIdOf = (number: number): number | undefined =>
    numberWithin(valueOf(numbers.get(number), 'w:abstractNumId'), 0, maxIds)
  /** The list that really has the levels: others take theirs from a list style. */
  const levelsOf = (number: number): { abstractId: number; levels: readonly ListLevel[] } | null => {
    let id = abstractIdOf(number)
    for (let step = 0; step < maxLinks && id !== undefined; step += 1) {
      const abstract: WordElement | undefined = abstracts.get(id)
      const link = valueOf(abstract, 'w:numStyleLink')
      if (abstract === undefined) return null
      if (link === undefined) return { abstractId: id, levels: readLevels(abstract, []) }
      const next = styles.numbering(link)?.number
      id = next === undefined ? undefined : abstractIdOf(next)
    }
    return null
  }
  const known = new Map<number, ListDefinition | null>()
  return (number) => {
    let list = known.get(number)
    if (list === undefined) {
      const base = numbers.has(number) ? levelsOf(number) : null
      list = base === null ? null : withOverrides(base, numbers.get(number))
      known.set(number, list)
    }
    return list
  }
}

function withOverrides(
  base: { abstractId: number; levels: readonly ListLevel[] },
  number: WordElement | undefined,
): ListDefinition {
  const starts = new Map<number, number>()
  const replaced: WordElement[] = []
  for (const override of childrenOf(number, 'w:lvlOverride')) {
    const level = numberWithin(override.attributes.get('w:ilvl'), 0, maxListLevels - 1)
    if (level === undefined) continue
    const start = numberWithin(valueOf(override, 'w:startOverride'), 0, maxStart)
    if (start !== undefined) starts.set(level, start)
    replaced.push(override)
  }
  const levels = [...base.levels]
  for (const override of replaced) for (const own of childrenOf(override, 'w:lvl')) placeLevel(levels, own)
  return { abstractId: base.abstractId, levels, starts }
}

function readLevels(abstract: WordElement, levels: ListLevel[]): ListLevel[] {
  for (const level of childrenOf(abstract, 'w:lvl')) placeLevel(levels, level)
  for (let index = 0; index < maxListLevels; index += 1) levels[index] ??= plainLevel
  return levels
}

const plainLevel: ListLevel = { start: 1, format: 'decimal', text: '', isLegal: false }

function placeLevel(levels: ListLevel[], element: WordElement): void {
  const index = numberWithin(element.attributes.get('w:ilvl'), 0, maxListLevels - 1)
  if (index === undefined) return
  const restart = numberWithin(valueOf(element, 'w:lvlRestart'), 0, maxListLevels)
  const style = valueOf(element, 'w:pStyle')
  const font = childOf(childOf(element, 'w:rPr'), 'w:rFonts')?.attributes.get('w:ascii')
  const hasPicture = childOf(element, 'w:lvlPicBulletId') !== undefined
  levels[index] = {
    start: numberWithin(valueOf(element, 'w:start'), 0, maxStart) ?? 0,
    format: hasPicture ? 'bullet' : numberFormatOf(element),
    text: hasPicture ? '•' : (valueOf(element, 'w:lvlText') ?? '').slice(0, maxLevelTextChars),
    isLegal: switchOf(element, 'w:isLgl') === true,
    ...(restart === undefined ? {} : { restartAfter: restart }),
    ...(style === undefined ? {} : { style }),
    ...(font === undefined ? {} : { font }),
  }
}

/** A format that older readers do not know stands beside one that they do (ECMA-376 part 3). */
function numberFormatOf(level: WordElement): string {
  const direct = valueOf(level, 'w:numFmt')
  if (direct !== undefined) return direct
  const choice = childOf(level, 'mc:AlternateContent')
  const custom = childOf(childOf(choice, 'mc:Choice'), 'w:numFmt')
  const format = custom?.attributes.get('w:format')
  // "001, 002, 003": more zeros than the plain formats know.
  if (format?.startsWith('01,')) return 'decimalZero'
  return valueOf(childOf(choice, 'mc:Fallback'), 'w:numFmt') ?? 'decimal'
}
