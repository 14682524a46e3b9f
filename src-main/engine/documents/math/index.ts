export { createFormulaSpeaker, type FormulaSpeaker } from './formula-speaker'
export type { FormulaElement, FormulaNode } from './formula-tree'
