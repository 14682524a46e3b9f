import type { XmlElement } from '../xml'
import { childrenOf, ownText } from './word-elements'
import type { WordElement } from './word-xml'

/** Says formulas in words, in one language. */
export interface FormulaSayer {
  /**
   * @param omml an `m:oMath` of Office Math (ECMA-376 part 1, 22.1)
   * @param language of the text around it, where that is another than the document's
   * @returns null where it cannot be said
   */
  sayOmml(omml: XmlElement, language?: string): string | null
}

/** Makes what says the formulas of a document; called for documents that have any. */
export type CreateFormulaSayer = (language: string | undefined) => Promise<FormulaSayer>

const mathNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/math'

/** A formula as a tree of plain XML; what is not Office Math in it (how it is set) has no namespace. */
export function formulaTree({ name, attributes, children }: WordElement): XmlElement {
  const [prefix, local] = splitName(name)
  return {
    name: local,
    uri: namespaceOf(prefix),
    attributes: [...attributes].map(([key, value]) => {
      const [attributePrefix, attributeName] = splitName(key)
      return { name: attributeName, uri: namespaceOf(attributePrefix), value }
    }),
    children: children.map((child) => (typeof child === 'string' ? child : formulaTree(child))),
  }
}

function splitName(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':')
  return colon === -1 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)]
}

function namespaceOf(prefix: string): string {
  return prefix === 'm' ? mathNamespace : ''
}

/** Stands between two parts of a construct when a formula is written on one line. */
const joints: ReadonlyMap<string, string> = new Map([
  ['m:f', '/'],
  ['m:sSup', '^'],
  ['m:sSub', '_'],
])

/** A stretch of a formula: as it stands in the part, or a sign that the page draws instead. */
export interface FormulaStretch {
  readonly text: string
  readonly isFromPart: boolean
}

/** A formula on one line, in the order of the part. */
export function* lineOfFormula(formula: WordElement): Generator<FormulaStretch, void, undefined> {
  if (formula.name === 'm:t') {
    yield { text: ownText(formula), isFromPart: true }
    return
  }
  if (formula.name === 'm:rad') yield { text: '√', isFromPart: false }
  const joint = joints.get(formula.name)
  const properties = formula.name.endsWith('Pr')
  let index = 0
  for (const child of properties ? [] : childrenOf(formula)) {
    if (child.name.endsWith('Pr')) continue
    if (joint !== undefined && index > 0) yield { text: joint, isFromPart: false }
    index += 1
    yield* lineOfFormula(child)
  }
}
