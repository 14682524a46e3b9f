import { elementsOf, textOf, type FormulaElement } from './formula-tree'
import { listeningForm } from './listening-form'
import { writeMathMl } from './write-mathml'

/**
 * The rules' time grows with the square of a formula, and with the cube for functions of functions and brackets in
 * brackets: this weight takes them a second. People's formulas weigh 5 to 200.
 */
const maxWeight = 600
/** What a bracket or the name of a function weighs, where any other element weighs 1. */
const nestingWeight = 3
/** From here on a formula takes long: 50 ms, if everything in it nests. */
const longWeight = 200
/**
 * What the squares of the weights of a document's long formulas may come to: ten of the longest, a hundred of the
 * shortest. Counted, not timed: the same document always reads the same.
 */
const maxLongSquares = 4_000_000
/** A number, name or sign longer than this is none, and a sign is said as often as it stands there. */
const maxLeafChars = 40
/** Formulas whose words are kept: a text says "x" on every page. */
const maxKept = 2_000

/** Says formulas by the rules of one language, each at most once and none for long. */
export class Sayer {
  readonly #applyRules: (mathMl: string, preferences: string) => string
  readonly #said = new Map<string, string | null>()
  #longSquares = 0

  constructor(applyRules: (mathMl: string, preferences: string) => string) {
    this.#applyRules = applyRules
  }

  /** @param plain as `plainFormula` leaves it @returns null: it is too long, or makes no sense */
  say(plain: FormulaElement): string | null {
    const { formula, preferences } = listeningForm(plain)
    const weight = weightOf(formula)
    if (weight > maxWeight || !hasShortLeaves(formula)) return null
    const mathMl = writeMathMl(formula)
    const key = `${preferences} ${mathMl}`
    const known = this.#said.get(key)
    if (known !== undefined) return known
    const words = this.#isAffordable(weight) ? this.#sayNow(mathMl, preferences) : null
    if (this.#said.size >= maxKept) this.#said.clear()
    this.#said.set(key, words)
    return words
  }

  #isAffordable(weight: number): boolean {
    if (weight <= longWeight) return true
    this.#longSquares += weight ** 2
    return this.#longSquares <= maxLongSquares
  }

  #sayNow(mathMl: string, preferences: string): string | null {
    try {
      return this.#applyRules(mathMl, preferences) || null
    } catch {
      // MathML that makes no sense is met by the rules' author with whatever error it comes to.
      return null
    }
  }
}

function weightOf(node: FormulaElement): number {
  const parts = elementsOf(node)
  if (parts.length === 0) return isNesting(node) ? nestingWeight : 1
  return parts.reduce((weight, part) => weight + weightOf(part), 1)
}

function isNesting({ name, children }: FormulaElement): boolean {
  const text = children.length === 1 ? children[0] : ''
  if (typeof text !== 'string') return false
  return name === 'mo' ? /^[()[\]{}⟨⟩⌊⌋⌈⌉|‖∣∥]$/.test(text) : name === 'mi' && text.length > 1
}

function hasShortLeaves(node: FormulaElement): boolean {
  const parts = elementsOf(node)
  if (parts.length > 0 || node.name === 'mtext') return parts.every(hasShortLeaves)
  return textOf(node).length <= maxLeafChars
}
