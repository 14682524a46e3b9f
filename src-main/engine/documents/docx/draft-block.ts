import type { Block } from '@contract/document'
import { foreignLanguages, type LanguageRange } from './language-ranges'

/** A block whose languages wait for that of the document to be known. */
export interface DraftBlock {
  readonly block: Block
  readonly languages: readonly LanguageRange[]
}

/** A block as it is handed out. */
export function finishBlock({ block, languages }: DraftBlock, documentLanguage: string | undefined): Block {
  const { language, marks } = foreignLanguages(block.text, languages, documentLanguage)
  if (language === undefined && marks.length === 0) return block
  return { ...block, ...(language === undefined ? {} : { language }), marks: [...block.marks, ...marks] }
}
