import { element, elementsOf, textOf, type FormulaElement } from './formula-tree'
import { withNames } from './upright-names'
import { approachSign } from './wording'

/** A formula as the rules are to hear it, and the preferences that suit it. */
export interface ListeningForm {
  readonly formula: FormulaElement
  /** In the library's form: "Name_Choice", joined by colons. */
  readonly preferences: string
}

const always = ['Log_LnAsNaturalLog']
/** Probabilities, expectations and the like: their bar is a condition, where another divides. */
const condition = /(?:^|[^\p{L}])(?:Pr?|p|E|H|Var|Cov|ℙ|𝔼)[([{][^|∣]*[|∣]/u
/** An interval: of something's element, or by brackets that only an interval pairs. */
const interval = /∈[([][^()[\]]*,[^()[\]]*[)\]]|\[[^()[\]]*,[^()[\]]*\)|\([^()[\]]*,[^()[\]]*\]/
/** Letters in the styles of mathematics, but script and Fraktur, whose names people do say. */
const styled = /[\u{1d400}-\u{1d49b}\u{1d538}-\u{1d56b}\u{1d5a0}-\u{1d7ff}]/gu
const saidVariants = new Set(['script', 'bold-script', 'fraktur', 'bold-fraktur'])
const integrals = /[∫∬∭∮∯∰]/
const primes: Readonly<Record<string, string>> = { '′′': '″', '′′′': '‴', '″′': '‴', '′″': '‴' }

/** @param plain as `plainFormula` leaves it */
export function listeningForm(plain: FormulaElement): ListeningForm {
  const preferences = [...always]
  if (has(plain, ({ name, attributes }) => name === 'mfrac' && isZero(attributes['linethickness'])))
    preferences.push('Matrix_Combinatoric')
  if (has(plain, isCombination)) preferences.push('CombinationPermutation_ChoosePermute')
  const text = textOf(plain)
  if (condition.test(text)) preferences.push('VerticalLine_Given')
  if (interval.test(text)) preferences.push('Paren_Interval')
  if (has(plain, ({ name }) => name === 'mtable') && !/[{]/.test(text))
    preferences.push('MultiLineOverview_None', 'MultiLineLabel_None')
  return { formula: heard(plain, integrals.test(text)), preferences: preferences.join(':') }
}

function has(node: FormulaElement, test: (node: FormulaElement) => boolean): boolean {
  return test(node) || elementsOf(node).some((child) => has(child, test))
}

/** A C or P between two numbers. */
function isCombination(node: FormulaElement): boolean {
  const [base, below, , prescripts, before] = elementsOf(node)
  return (
    node.name === 'mmultiscripts' &&
    /^[CP]$/.test(base ? textOf(base) : '') &&
    prescripts?.name === 'mprescripts' &&
    [below, before].every((script) => script !== undefined && textOf(script) !== '')
  )
}

function isZero(length: string | undefined): boolean {
  return length !== undefined && /^0+(?:\.0+)?[a-z]*$/.test(length)
}

/** Letters the library takes for functions of what follows them, be it in brackets or not. */
const functionLetter = /^[fghFGH][\u0300-\u036f]?$/u
const factor = /^(?:mi|mn|mfrac|msqrt|mroot|msub|msup|msubsup|mover|munder)$/
const row = /^(?:math|mrow|mtd|msqrt)$/

/** @param isIntegral whether a `d` before a letter is a differential */
function heard(node: FormulaElement, isIntegral: boolean): FormulaElement {
  const { name, children } = node
  if (children.some((child) => typeof child === 'string'))
    return element(name, [textOf(node).replace(styled, (char) => char.normalize('NFKC'))], saidStyle(node))
  const own = elementsOf(node)
  const parts = (row.test(name) ? withNames(own) : own).map((child) => heard(child, isIntegral))
  const [base, script] = parts
  if (/^(?:munder|msub)$/.test(name) && base && script && textOf(base) === 'lim')
    return element('munder', [base, approaching(script)])
  if (name === 'msup' && base && script) {
    const prime = primes[textOf(script)]
    if (prime !== undefined) return element('msup', [base, element('mo', [prime])])
    // A small ring high up is the sign of degrees.
    if (/^[∘°˚]$/.test(textOf(script))) return element('mrow', [base, element('mi', ['°'])])
  }
  if (name === 'mtr') return element('mtr', aligned(parts))
  return element(name, row.test(name) ? heardRow(parts, isIntegral) : parts, saidStyle(node))
}

function saidStyle({ attributes }: FormulaElement): Record<string, string> {
  const said = { ...attributes }
  if (!saidVariants.has(said['mathvariant'] ?? '')) delete said['mathvariant']
  return said
}

function heardRow(parts: readonly FormulaElement[], isIntegral: boolean): FormulaElement[] {
  const heardParts: FormulaElement[] = []
  const isBraket = parts.some((part) => textOf(part) === '⟨') && parts.some((part) => textOf(part) === '⟩')
  for (const [index, part] of parts.entries()) {
    if (part.name === 'mspace') continue
    const before = heardParts.at(-1)
    const isDifferential = isIntegral && textOf(part) === 'd' && parts[index + 1]?.name === 'mi'
    // Else "f" of "dx", and "H₂" of "O".
    if (before && (isDifferential || (isFunctionLetter(before) && factor.test(part.name))))
      heardParts.push(element('mo', ['\u2062']))
    heardParts.push(isBraket && /^[|∣]$/.test(textOf(part)) ? element('mo', [',']) : part)
  }
  return withoutModulus(heardParts)
}

function isFunctionLetter(node: FormulaElement): boolean {
  if (node.name === 'mi') return functionLetter.test(textOf(node))
  const [base] = elementsOf(node)
  return /^m(?:sub|over)$/.test(node.name) && base !== undefined && isFunctionLetter(base)
}

/** "(mod n)" is no argument of what stands before it. */
function withoutModulus(parts: FormulaElement[]): FormulaElement[] {
  const [first, second] = parts
  const last = parts.at(-1)
  const isModulus =
    parts.length > 3 && textOf(first!) === '(' && textOf(second!) === 'mod' && textOf(last!) === ')'
  return isModulus ? [element('mo', [',']), element('mo', ['mod']), ...parts.slice(2, -1)] : parts
}

const goesOn = /^[=<>≤≥≠≈≡∼≃≅⇒⇔→+−-]/

/** Cells that a sign begins go on with what the cell before them says: columns there only align. */
function aligned(cells: readonly FormulaElement[]): FormulaElement[] {
  if (!cells.slice(1).some((cell) => goesOn.test(textOf(cell)))) return [...cells]
  const line = cells.flatMap(elementsOf)
  return [
    element(
      'mtd',
      line.flatMap((part) => (part.name === 'mrow' && goesOn.test(textOf(part)) ? elementsOf(part) : [part])),
    ),
  ]
}

/** The arrow of a limit is no mapping. */
function approaching(node: FormulaElement): FormulaElement {
  return element(
    node.name,
    node.children.map((child) =>
      typeof child === 'string' ? child.replace(/[→⟶]/g, approachSign) : approaching(child),
    ),
    node.attributes,
  )
}
