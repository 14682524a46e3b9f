import { matchesOf } from '../../text/matches'
import { element, elementsOf, textOf, type FormulaElement } from './formula-tree'

/** A number, a letter with what is set on it, or a single sign. */
const token = /(\p{N}+(?:[.,]\p{N}+)*)|(\p{L}\p{M}*)|([^\s\p{C}\u2061-\u2064])|[\s\p{C}\u2061-\u2064]/gu
/** Upright letters stand together: a unit, a function, a chemical element. */
const uprightToken =
  /(\p{N}+(?:[.,]\p{N}+)*)|(\p{L}[\p{L}\p{M}]*)|([^\s\p{C}\u2061-\u2064])|[\s\p{C}\u2061-\u2064]/gu
/** Functions that people type in italics. */
const functions =
  /^(?:sin|cos|tan|cot|sec|csc|sinh|cosh|tanh|log|ln|lg|exp|lim|max|min|sup|inf|det|dim|ker|gcd|mod)$/
const letters = /\p{L}+/gu

/** Turns a run of Word's markup, one string of letters, digits and signs, into MathML. @see ECMA-376 part 1, 22.1.2.87 */
export function mathRun(run: FormulaElement): FormulaElement[] {
  const text = elementsOf(run)
    .filter(({ name }) => name === 't')
    .map(textOf)
    .join('')
  const properties = elementsOf(run).filter(({ name }) => name === 'rPr')
  const property = (name: string): FormulaElement | undefined =>
    properties.flatMap(elementsOf).find((child) => child.name === name)
  if (property('vanish')) return []
  if (property('nor')) return text.trim() === '' ? [] : [element('mtext', [text])]
  const isUpright = property('sty')?.attributes['val'] === 'p' || onlyFunctions(text)
  return matchesOf(isUpright ? uprightToken : token, text.replaceAll('&', '')).flatMap((match) => {
    if (match[1] !== undefined) return [element('mn', [match[1]])]
    if (match[2] !== undefined) return [element('mi', [match[2]])]
    return match[3] === undefined ? [] : [element('mo', [match[3]])]
  })
}

function onlyFunctions(text: string): boolean {
  const words = matchesOf(letters, text)
  return words.length > 0 && words.every(([word]) => functions.test(word))
}
