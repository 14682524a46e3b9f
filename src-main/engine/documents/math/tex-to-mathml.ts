import temml from 'temml'
import { maxFormulaChars, type FormulaElement } from './formula-tree'
import { parseFormula } from './parse-formula'

/** TeX of one formula, in UTF-16 units: a page of aligned equations has some 3,000. */
const maxTexChars = 5_000
/** Macros a formula may call that it defines itself: each puts in no more than the formula is long. */
const maxMacroCalls = 200
/** The widest and highest rule or space, in em: only the eye would see a wider one. */
const maxSizeEm = 100

/** Turns TeX into MathML. @returns null for what is no TeX, too long, or never ends */
export function texToMathMl(tex: string, isDisplay: boolean): FormulaElement | null {
  if (tex.length > maxTexChars) return null
  // Some environments are known in one mode only, and documents put them in either.
  const xml = convert(tex, isDisplay) ?? convert(tex, !isDisplay)
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
      maxExpand: maxMacroCalls,
      maxSize: [maxSizeEm, maxSizeEm],
    })
  } catch {
    // A mistake in the formula, or a nesting its parser has no room for: the page shows the formula as it was written.
    return null
  }
}
