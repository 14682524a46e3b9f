/** An element of a formula: of MathML once it is on its way to words, of Word's markup before. */
export interface FormulaElement {
  /** Without a namespace prefix. */
  readonly name: string
  /** By their names without prefixes. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly FormulaNode[]
}

/** An element, or text. */
export type FormulaNode = FormulaElement | string

/** Markup of one formula, in UTF-16 units: a page of display equations has some 10,000. */
export const maxFormulaChars = 20_000
/** Elements in elements: continued fractions written by people reach about 30, and all that follows calls itself. */
export const maxFormulaDepth = 60

/** Makes an element. */
export function element(
  name: string,
  children: readonly FormulaNode[],
  attributes: Readonly<Record<string, string>> = {},
): FormulaElement {
  return { name, attributes, children }
}

/** The text of a node and of all that is in it. */
export function textOf(node: FormulaNode): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('')
}

/** The elements among what a node holds. */
export function elementsOf(node: FormulaElement): FormulaElement[] {
  return node.children.filter((child) => typeof child !== 'string')
}
