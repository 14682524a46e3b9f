import { baseLanguage, isSameLanguage } from '../../text/language/tags'
import { formulaText } from './formula-text'
import type { FormulaElement } from './formula-tree'
import { ommlToMathMl } from './omml'
import { parseFormula, takeFormula, type XmlSource } from './parse-formula'
import { plainFormula } from './plain-formula'
import { Sayer } from './sayer'
import { hasSpeechTable } from './speech-tables'
import { tidyWords } from './tidy-words'

/**
 * Formulas as they are said, in one language, and as they are shown where none is drawn. Everything is synchronous.
 * What is said is null where a formula cannot be, or stands in another `language` than the speaker's: its text is then
 * to be read as any other.
 */
export interface FormulaSpeaker {
  /** @param xml a `math` element; names of characters are known, a document type is refused */
  sayMathMl(xml: string, language?: string): string | null
  /** @param isDisplay a formula on lines of its own: `$$…$$` */
  sayTex(tex: string, isDisplay: boolean, language?: string): string | null
  /** @param omml an `m:oMath` or `m:oMathPara`, as XML or read already */
  sayOmml(omml: string | XmlSource, language?: string): string | null
  /** A formula in one line of plain text: "x² + y² = z²". Empty where nothing of it can be read. */
  mathMlToText(xml: string): string
  /** As `mathMlToText`; TeX that cannot be read is given back. */
  texToText(tex: string, isDisplay?: boolean): string
  /** As `mathMlToText`. */
  ommlToText(omml: string | XmlSource): string
}

/**
 * Makes what formulas of a document are said and shown by; loads the rules of its language and nothing before.
 * @param language a tag; undefined is taken for English. In a language without rules every `say…` answers null: words
 *                 of another would be read by a voice that does not know them.
 */
export async function createFormulaSpeaker(language: string | undefined): Promise<FormulaSpeaker> {
  const [sayer, { texToMathMl }] = await Promise.all([loadSayer(language), import('./tex-to-mathml')])
  const words = (formula: FormulaElement | null, inLanguage: string | undefined): string | null => {
    if (inLanguage !== undefined && !isSameLanguage(inLanguage, language ?? 'en')) return null
    const plain = sayer && formula && plainFormula(formula)
    return plain && sayer.say(plain)
  }
  const text = (formula: FormulaElement | null): string => {
    const plain = formula && plainFormula(formula)
    return plain ? formulaText(plain) : ''
  }
  const fromOmml = (omml: string | XmlSource): FormulaElement | null => {
    const read = typeof omml === 'string' ? parseFormula(omml) : takeFormula(omml)
    return read && ommlToMathMl(read)
  }
  return {
    sayMathMl: (xml, inLanguage) => words(parseFormula(xml), inLanguage),
    sayTex: (tex, isDisplay, inLanguage) => words(texToMathMl(tex, isDisplay), inLanguage),
    sayOmml: (omml, inLanguage) => words(fromOmml(omml), inLanguage),
    mathMlToText: (xml) => text(parseFormula(xml)),
    texToText: (tex, isDisplay = false) => text(texToMathMl(tex, isDisplay)) || tex.trim(),
    ommlToText: (omml) => text(fromOmml(omml)),
  }
}

/** @returns null for a language without rules */
async function loadSayer(language: string | undefined): Promise<Sayer | null> {
  const locale = localeOf(language)
  if (locale === null) return null
  const { loadRules, applyRules } = await import('./rule-engine')
  await loadRules(locale)
  return new Sayer((mathMl, preferences) => tidyWords(applyRules(mathMl, preferences, locale), locale))
}

/** The name of a language's table: Norwegian has two, by its written forms. */
function localeOf(language: string | undefined): string | null {
  const base = language === undefined ? 'en' : baseLanguage(language)
  if (base === 'no') return /^nn\b/i.test(language ?? '') ? 'nn' : 'nb'
  return base !== null && hasSpeechTable(base) ? base : null
}
