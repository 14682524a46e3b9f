import type { Block } from '@contract/document'
import type { DrawnPicture } from './drawings'
import { formulaTree, type FormulaSayer } from './formulas'
import { foreignLanguages, type LanguageRange } from './language-ranges'
import type { WordElement } from './word-xml'

/** A formula in a block's text. */
export interface FormulaRange {
  readonly startChar: number
  readonly endChar: number
  readonly formula: WordElement
}

/** A block whose languages and formulas wait for the document's language to be known. */
export interface DraftBlock {
  readonly block: Block
  readonly languages: readonly LanguageRange[]
  readonly formulas: readonly FormulaRange[]
  /** What the block's text stands for, where it stands in the document's main part. */
  readonly picture?: DrawnPicture
}

/** A block as it is handed out. @param sayer null: formulas are read as their characters */
export function finishBlock(
  { block, languages, formulas }: DraftBlock,
  documentLanguage: string | undefined,
  sayer: FormulaSayer | null,
): Block {
  const { language, marks } = foreignLanguages(block.text, languages, documentLanguage)
  for (const { startChar, endChar, formula } of formulas) {
    const words = sayer?.sayOmml(formulaTree(formula), language)?.trim() ?? ''
    if (words !== '') marks.push({ kind: 'formula', startChar, endChar, words })
  }
  if (language === undefined && marks.length === 0) return block
  return { ...block, ...(language === undefined ? {} : { language }), marks: [...block.marks, ...marks] }
}
