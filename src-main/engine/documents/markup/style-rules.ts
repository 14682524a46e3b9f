import { matchesOf } from '../../text/matches'
import { classesOf } from './semantics'
import { attributeOf, type MarkupElement } from './tree'

/** What style sheets and attributes say that decides whether and how text is shown. */
export interface ShownStyle {
  readonly display?: string
  readonly visibility?: string
  readonly whiteSpace?: string
  readonly writingMode?: string
  readonly textCombine?: string
}
type Property = keyof ShownStyle
const noStyle: ShownStyle = {}

interface Compound {
  readonly tag: string | null
  readonly id: string | null
  readonly classes: readonly string[]
  /** Whether the next compound's element must be a child, not any descendant. */
  readonly isParent: boolean
}
interface StyleRule {
  /** From the outermost element to the one that is styled. */
  readonly compounds: readonly Compound[]
  readonly weight: number
  readonly style: ShownStyle
}

/** Pages have some hundred rules that show or hide; of a file with more the first ones count. */
const maxRules = 3_000
/** Rules compared with elements in one file, which bounds what many rules times many elements cost. */
const maxComparisons = 5_000_000
/** Longer selectors are no selectors, and longer declarations hold data. */
const maxSelectorChars = 300
const maxDeclarationChars = 20_000
const important = 1_000_000
const compoundShape = /^(\*|[a-z][\w-]*)?((?:[.#][\w-]+)*)$/i
const property =
  /(?:^|[;\s])(?:-webkit-|-epub-|-ms-)?(display|visibility|white-space|float|writing-mode|text-combine)(?:-upright|-horizontal)?\s*:\s*([a-z-]+)\s*(!\s*important)?/gi
const propertyOf: Readonly<Record<string, Property>> = {
  display: 'display',
  visibility: 'visibility',
  'white-space': 'whiteSpace',
  'writing-mode': 'writingMode',
  'text-combine': 'textCombine',
}

/** The style that an element's own attribute gives it. */
export function inlineStyle(element: MarkupElement): ShownStyle {
  const written = element.attributes.get('style')
  return written === undefined ? {} : readDeclarations(written).style
}

/**
 * Reads style sheets for what they hide or set apart: selectors of types, classes and identifiers, their combinations,
 * descendants and children. Anything else in them is passed over.
 * @returns for an element and its ancestors, outermost first, what the rules give it
 */
export function readStyleSheets(
  sheets: readonly string[],
): (element: MarkupElement, ancestors: readonly MarkupElement[]) => ShownStyle {
  const rules: StyleRule[] = []
  for (const sheet of sheets) addRules(sheet.replace(/\/\*[^]*?(?:\*\/|$)/g, ' '), rules)
  if (rules.length === 0) return () => noStyle
  const byKey = new Map<string, StyleRule[]>()
  for (const rule of rules) {
    const key = keyOf(rule.compounds[rule.compounds.length - 1])
    const same = byKey.get(key)
    if (same) same.push(rule)
    else byKey.set(key, [rule])
  }
  let left = maxComparisons
  const known = new Map<MarkupElement, readonly string[]>()
  const classes = (element: MarkupElement): readonly string[] => {
    let found = known.get(element)
    if (found === undefined) known.set(element, (found = classesOf(element)))
    return found
  }
  const ofAll = byKey.get('*') ?? []
  return (element, ancestors) => {
    const found = [...ofAll, ...(byKey.get(element.name) ?? [])]
    // Most elements have neither: asking for little is what makes this fast.
    if (element.attributes.size > 0) {
      for (const name of classes(element)) found.push(...(byKey.get(`.${name}`) ?? []))
      const id = element.attributes.get('id')
      if (id !== undefined) found.push(...(byKey.get(`#${id.trim()}`) ?? []))
    }
    if (found.length === 0) return noStyle
    const style: { -readonly [Name in Property]?: string } = {}
    const weights: Partial<Record<Property, number>> = {}
    for (const rule of found) {
      left -= 1 + (rule.compounds.length > 1 ? ancestors.length : 0)
      if (left < 0) return noStyle
      if (!matches(rule, element, ancestors, classes)) continue
      for (const [name, value] of Object.entries(rule.style) as [Property, string][])
        if ((weights[name] ?? -1) <= rule.weight) {
          style[name] = value
          weights[name] = rule.weight
        }
    }
    return style
  }
}

function keyOf({ id, classes, tag }: Compound): string {
  return id !== null ? `#${id}` : classes.length > 0 ? `.${classes[0]}` : (tag ?? '*')
}

function addRules(css: string, rules: StyleRule[]): void {
  for (let at = 0; at < css.length && rules.length < maxRules;) {
    const open = css.indexOf('{', at)
    if (open === -1) return
    const before = css.slice(at, open)
    const head = before.slice(before.lastIndexOf(';') + 1).trim()
    if (head.startsWith('@')) {
      const isForScreens =
        /^@media(?=\s|\()/i.test(head) && !/print|speech|not |max-|min-|prefers/i.test(head)
      const isPlain = isForScreens || /^@(?:supports|layer)\b/i.test(head)
      at = isPlain ? open + 1 : endOfBlock(css, open)
      continue
    }
    const close = css.indexOf('}', open)
    const end = close === -1 ? css.length : close
    const { style, isImportant } = readDeclarations(css.slice(open + 1, end))
    if (Object.keys(style).length > 0)
      for (const selector of head.replace(/^[}\s]+/, '').split(',')) {
        const compounds = readSelector(selector)
        if (compounds !== null && rules.length < maxRules)
          rules.push({ compounds, style, weight: weightOf(compounds) + (isImportant ? important : 0) })
      }
    at = end + 1
  }
}

function endOfBlock(css: string, open: number): number {
  let depth = 0
  for (let at = open; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1
    else if (css[at] === '}' && --depth === 0) return at + 1
  }
  return css.length
}

function readDeclarations(css: string): { style: ShownStyle; isImportant: boolean } {
  const style: { -readonly [Name in Property]?: string } = {}
  let isImportant = false
  let isFloating = false
  for (const [, name, value, bang] of matchesOf(property, css.slice(0, maxDeclarationChars))) {
    const key = name.toLowerCase()
    if (key === 'float') isFloating = value.toLowerCase() !== 'none'
    else style[propertyOf[key]] = value.toLowerCase()
    isImportant ||= bang !== undefined
  }
  // An initial letter beside which the text runs is no line of its own.
  if (isFloating && style.display !== 'none') delete style.display
  return { style, isImportant }
}

function readSelector(selector: string): Compound[] | null {
  if (selector.length > maxSelectorChars) return null
  const parts = selector
    .replace(/\s*>\s*/g, '>')
    .trim()
    .split(/(\s+|>)/)
  const compounds: Compound[] = []
  for (let index = 0; index < parts.length; index += 2) {
    const shape = compoundShape.exec(parts[index])
    if (shape === null || parts[index] === '') return null
    const names = shape[2].match(/[.#][\w-]+/g) ?? []
    compounds.push({
      tag: shape[1] === undefined || shape[1] === '*' ? null : shape[1].toLowerCase(),
      id: names.find((name) => name.startsWith('#'))?.slice(1) ?? null,
      classes: names.filter((name) => name.startsWith('.')).map((name) => name.slice(1)),
      isParent: parts[index + 1] === '>',
    })
  }
  return compounds
}

function weightOf(compounds: readonly Compound[]): number {
  return compounds.reduce(
    (sum, { id, classes, tag }) =>
      sum + (id === null ? 0 : 10_000) + classes.length * 100 + (tag === null ? 0 : 1),
    0,
  )
}

type Classes = (element: MarkupElement) => readonly string[]

function matches(
  { compounds }: StyleRule,
  element: MarkupElement,
  ancestors: readonly MarkupElement[],
  classes: Classes,
): boolean {
  let at = compounds.length - 1
  if (!fits(compounds[at], element, classes)) return false
  at -= 1
  for (let index = ancestors.length - 1; index >= 0 && at >= 0; index -= 1) {
    if (fits(compounds[at], ancestors[index], classes)) at -= 1
    else if (compounds[at].isParent) return false
  }
  return at < 0
}

function fits(compound: Compound, element: MarkupElement, classes: Classes): boolean {
  if (compound.tag !== null && compound.tag !== element.name) return false
  if (compound.id !== null && attributeOf(element, 'id') !== compound.id) return false
  if (compound.classes.length === 0) return true
  const has = classes(element)
  return compound.classes.every((name) => has.includes(name))
}
