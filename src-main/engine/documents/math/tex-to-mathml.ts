import temml from 'temml'
import { maxFormulaChars, type FormulaElement } from './formula-tree'
import { parseFormula } from './parse-formula'

/** TeX of one formula, in UTF-16 units: a page of aligned equations has some 3,000. */
const maxTexChars = 5_000
/** TeX that defines macros: what it may write is this times the calls below. */
const maxDefiningChars = 1_000
const definition = /\\(?:[gex]?def|let|futurelet|(?:new|renew|provide)command)\b/
/** The number of an equation, which stands beside it, and what other places call it. */
const beside = /\\(?:tag\*?|label)\s*\{[^{}]*\}|\\(?:notag|nonumber)\b/g
/** Macros a formula may call that it defines itself: each puts in no more than the formula is long. */
const maxMacroCalls = 200
/** The widest and highest rule or space, in em: only the eye would see a wider one. */
const maxSizeEm = 100

/** Turns TeX into MathML. @returns null for what is no TeX, too long, or never ends */
export function texToMathMl(tex: string, isDisplay: boolean): FormulaElement | null {
  if (tex.length > (definition.test(tex) ? maxDefiningChars : maxTexChars)) return null
  const formula = tex.replace(beside, '')
  // Some environments are known in one mode only, and documents put them in either.
  const xml = convert(formula, isDisplay) ?? convert(formula, !isDisplay)
  return xml === null || xml.length > maxFormulaChars ? null : parseFormula(xml)
}

function convert(tex: string, isDisplay: boolean): string | null {
  try {
    return temml.renderToString(tex, {
      displayMode: isDisplay,
      throwOnError: true,
      trust: false,
      strict: false,
      xml: true,
      // Else what one formula defines for good is known in the next.
      macros: {},
      maxExpand: maxMacroCalls,
      maxSize: [maxSizeEm, maxSizeEm],
    })
  } catch {
    // A mistake in the formula, or a nesting its parser has no room for: the page shows the formula as it was written.
    return null
  }
}
