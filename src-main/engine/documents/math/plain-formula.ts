import { element, elementsOf, textOf, type FormulaElement, type FormulaNode } from './formula-tree'

/** What the eye alone uses: room that something takes, and the same formula again in another notation. */
const unseen = new Set(['annotation', 'annotation-xml', 'mphantom', 'maligngroup', 'malignmark', 'mglyph'])
/** Elements of MathML that mean by how many parts they have, and by the order of these. */
const partCounts: Readonly<Record<string, number>> = {
  mfrac: 2,
  mroot: 2,
  msub: 2,
  msup: 2,
  msubsup: 3,
  munder: 2,
  mover: 2,
  munderover: 3,
}
/** The other elements that say something; all else is a group. */
const kept = new Set([
  'math',
  'mi',
  'mn',
  'mo',
  'mtext',
  'ms',
  'msqrt',
  'mfenced',
  'menclose',
  'mmultiscripts',
  'mprescripts',
  'none',
  'mtable',
  'mtr',
  'mtd',
])
const leaves = new Set(['mi', 'mn', 'mo', 'mtext', 'ms'])
const keptAttributes = [
  'mathvariant',
  'linethickness',
  'open',
  'close',
  'separators',
  'notation',
  'fence',
  'form',
]
/** Content markup, which says what a formula means instead of how it is written; its operators are no text. */
const contentMarkup = new Set(['apply', 'bind', 'reln', 'cerror', 'cn', 'ci'])

/** Accents that some write by the character that has no name. */
const spacingAccents: Readonly<Record<string, string>> = {
  ˆ: '^',
  '\u0302': '^',
  '˜': '~',
  '\u0303': '~',
  '‾': '¯',
  '\u0304': '¯',
  '\u0305': '¯',
  '\u20d7': '→',
  '⃑': '→',
  '⇀': '→',
  '\u0307': '˙',
  '\u0308': '¨',
}
const spaces = /\s+/g
/** Controls, direction marks and variation selectors have no name; what applies a function or multiplies unseen has a meaning. */
const nameless = /(?![\u2061-\u2064])[\p{Cc}\p{Cf}\p{Cs}\ufe00-\ufe0f]/gu

/**
 * Reduces MathML as documents write it to what is said of it: presentation markup of few elements, each with the parts
 * it needs, inside one `math`.
 * @returns null for content markup
 */
export function plainFormula(formula: FormulaElement): FormulaElement | null {
  if (hasContentMarkup(formula)) return null
  const inside = plainNodes(formula)
  return element('math', formula.name === 'math' ? inside.flatMap(partsOfMath) : inside)
}

function partsOfMath(node: FormulaNode): readonly FormulaNode[] {
  return typeof node !== 'string' && node.name === 'math' ? node.children : [node]
}

function hasContentMarkup({ name, children }: FormulaElement): boolean {
  if (unseen.has(name)) return false
  return (
    contentMarkup.has(name) || children.some((child) => typeof child !== 'string' && hasContentMarkup(child))
  )
}

function plainNodes(node: FormulaElement): FormulaElement[] {
  const { name } = node
  if (unseen.has(name)) return []
  if (leaves.has(name)) return plainLeaf(node)
  if (name === 'mspace')
    return /^0*[1-9.]/.test(node.attributes['width'] ?? '') ? [element('mspace', [])] : []
  const parts = elementsOf(node)
  if (name === 'semantics' || name === 'maction') return parts.slice(0, 1).flatMap(plainNodes)
  if (name === 'mlabeledtr') return [element('mtr', parts.slice(1).flatMap(plainNodes))]
  const count = partCounts[name]
  // A part that holds nothing keeps its place.
  if (count !== undefined || name === 'mmultiscripts') {
    const plain = parts.map(plainPart)
    return plain.length === count || count === undefined ? scripted(name, plain, attributesOf(node)) : plain
  }
  const inside = rejoined(parts.flatMap(plainNodes))
  if (name === 'menclose') return [enclosed(node, inside)]
  if (name === 'mrow' || !kept.has(name)) return inside.length === 1 ? inside : [element('mrow', inside)]
  return [element(name, inside, attributesOf(node))]
}

function plainPart(node: FormulaElement): FormulaElement {
  if (node.name === 'none' || node.name === 'mprescripts') return element(node.name, [])
  const nodes = plainNodes(node)
  return nodes.length === 1 ? nodes[0]! : element('mrow', nodes)
}

function attributesOf({ attributes }: FormulaElement): Record<string, string> {
  const plain: Record<string, string> = {}
  for (const name of keptAttributes) {
    const value = attributes[name]
    if (value !== undefined) plain[name] = value
  }
  return plain
}

function plainLeaf(node: FormulaElement): FormulaElement[] {
  const text = textOf(node).replace(spaces, ' ').replace(nameless, '').trim()
  const spacing = spacingAccents[text]
  if (spacing !== undefined) return [element(node.name, [spacing])]
  if (text === '') return []
  const attributes = attributesOf(node)
  // Bars come as letters from TeX.
  const name = node.name === 'mi' && /^[|‖∣∥]$/.test(text) ? 'mo' : node.name
  return [element(name, [text], attributes)]
}

/** A script that holds nothing is none. */
function scripted(
  name: string,
  parts: readonly FormulaElement[],
  attributes: Readonly<Record<string, string>>,
): FormulaElement[] {
  const isScript = name !== 'mfrac' && name !== 'mroot' && name !== 'mmultiscripts'
  if (isScript && parts.slice(1).every((script) => textOf(script) === '')) return parts.slice(0, 1)
  return [element(name, parts, attributes)]
}

/** Scripts on nothing belong to what stands before them: so chemical formulas come from TeX. */
function rejoined(nodes: readonly FormulaElement[]): FormulaElement[] {
  const row: FormulaElement[] = []
  for (const node of nodes) {
    const [, ...scripts] = elementsOf(node)
    const before = row.at(-1)
    const isBare = isBareScript(node)
    if (isBare && before && before.name !== 'mspace')
      row.splice(-1, 1, element(node.name, [before, ...scripts]))
    else if (before && isBareScript(before)) row.splice(-1, 1, withScriptsBefore(before, node))
    else row.push(node)
  }
  return row
}

function isBareScript(node: FormulaElement): boolean {
  const [base] = elementsOf(node)
  return /^(?:msub|msup|msubsup)$/.test(node.name) && base !== undefined && textOf(base) === ''
}

/** Scripts before the first letter: the mass and number of an atom. */
function withScriptsBefore(bare: FormulaElement, node: FormulaElement): FormulaElement {
  const none = element('none', [])
  const pair = (script: FormulaElement): FormulaElement[] => {
    const [, first = none, second = none] = elementsOf(script)
    return script.name === 'msup' ? [none, first] : [first, second]
  }
  const hasOwn = /^(?:msub|msup|msubsup)$/.test(node.name)
  const base = hasOwn ? elementsOf(node)[0]! : node
  return element('mmultiscripts', [
    base,
    ...(hasOwn ? pair(node) : []),
    element('mprescripts', []),
    ...pair(bare),
  ])
}

/** Lines above and below are accents; frames and strokes are seen only. */
function enclosed(node: FormulaElement, inside: FormulaElement[]): FormulaElement {
  const group = inside.length === 1 ? inside[0]! : element('mrow', inside)
  const notation = node.attributes['notation'] ?? 'longdiv'
  if (notation === 'top') return element('mover', [group, element('mo', ['¯'])])
  if (notation === 'bottom') return element('munder', [group, element('mo', ['_'])])
  if (notation === 'radical') return element('msqrt', [group])
  return group
}
