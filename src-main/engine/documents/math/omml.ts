import { element, elementsOf, textOf, type FormulaElement } from './formula-tree'

/** Word's markup of formulas as MathML. @see ECMA-376 part 1, 22.1 */
export function ommlToMathMl(omml: FormulaElement): FormulaElement | null {
  return element(
    'math',
    elementsOf(omml).map((part) => element('mtext', [textOf(part)])),
  )
}
