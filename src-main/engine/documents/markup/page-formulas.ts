import { createFormulaSpeaker, type FormulaSpeaker } from '../math'
import type { FlowOptions } from './flow'
import { findElement, type MarkupElement } from './tree'

/**
 * How the formulas of a page, or of the files of a book, are said. What says them is large: it is loaded when the first
 * file with a formula comes.
 */
export class PageFormulas {
  #speaker: Promise<FormulaSpeaker> | null = null

  /** @param language of the page, as a tag */
  constructor(private readonly language: string | undefined) {}

  /** The option of `readFlow` that says the formulas of a file; none for a file without. */
  async optionFor(root: MarkupElement): Promise<Pick<FlowOptions, 'sayFormula'>> {
    if (findElement(root, ({ name }) => name === 'math') === null) return {}
    const speaker = await (this.#speaker ??= createFormulaSpeaker(this.language))
    return { sayFormula: (mathml, language) => speaker.sayMathMl(mathml, language) }
  }
}
