import { elementsOf, textOf, type FormulaElement } from './formula-tree'
import { listeningForm } from './listening-form'
import { writeMathMl } from './write-mathml'

/** The rules' time grows with the square of a formula, with the cube for functions of functions: 600 elements take 2 s. */
const maxElements = 600
/** From here on a formula counts as a long one; people's have 5 to 100 elements, 3 ms. */
const longElements = 150
/** Time that a document's long formulas may take together: some fifty of the longest that people write. */
const maxLongMilliseconds = 3_000
/** A number, name or sign longer than this is none, and a sign is said as often as it stands there. */
const maxLeafChars = 40
/** Formulas whose words are kept: a text says "x" on every page. */
const maxKept = 2_000

/** Says formulas by the rules of one language, each at most once and none for long. */
export class Sayer {
  readonly #applyRules: (mathMl: string, preferences: string) => string
  readonly #said = new Map<string, string | null>()
  #longMilliseconds = 0

  constructor(applyRules: (mathMl: string, preferences: string) => string) {
    this.#applyRules = applyRules
  }

  /** @param plain as `plainFormula` leaves it @returns null: it is too long, or makes no sense */
  say(plain: FormulaElement): string | null {
    const { formula, preferences } = listeningForm(plain)
    const elements = countElements(formula)
    if (elements > maxElements || !hasShortLeaves(formula)) return null
    const mathMl = writeMathMl(formula)
    const key = `${preferences} ${mathMl}`
    const known = this.#said.get(key)
    if (known !== undefined) return known
    const words =
      elements > longElements ? this.#sayLong(mathMl, preferences) : this.#sayShort(mathMl, preferences)
    if (this.#said.size >= maxKept) this.#said.clear()
    this.#said.set(key, words)
    return words
  }

  #sayLong(mathMl: string, preferences: string): string | null {
    if (this.#longMilliseconds > maxLongMilliseconds) return null
    const startMilliseconds = performance.now()
    try {
      return this.#sayShort(mathMl, preferences)
    } finally {
      this.#longMilliseconds += performance.now() - startMilliseconds
    }
  }

  #sayShort(mathMl: string, preferences: string): string | null {
    try {
      return this.#applyRules(mathMl, preferences) || null
    } catch {
      // MathML that makes no sense (a fraction of one part) is met by the rules' author with whatever error it comes to.
      return null
    }
  }
}

function countElements(node: FormulaElement): number {
  return elementsOf(node).reduce((count, child) => count + countElements(child), 1)
}

function hasShortLeaves(node: FormulaElement): boolean {
  const parts = elementsOf(node)
  if (parts.length > 0 || node.name === 'mtext') return parts.every(hasShortLeaves)
  return textOf(node).length <= maxLeafChars
}
