export { createFormulaSpeaker, type FormulaSpeaker } from './formula-speaker'
export type { XmlSource } from './parse-formula'
