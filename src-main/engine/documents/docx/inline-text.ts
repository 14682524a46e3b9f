import type { InlineMark } from '@contract/document'
import { maskControls } from '../mask-controls'
import type { FormulaRange } from './draft-block'
import { languagesOf, type LanguageRange, type SpokenIn } from './language-ranges'
import type { WordElement } from './word-xml'

/** How a stretch is marked; equal ones side by side become one mark. */
export type MarkSort = InlineMark extends infer Mark
  ? Mark extends InlineMark
    ? Omit<Mark, 'startChar' | 'endChar'>
    : never
  : never

/** A stretch as it is added. */
export interface Stretch {
  readonly marks: readonly MarkSort[]
  readonly spokenIn?: SpokenIn
  /** How many of its characters are text of the part; the rest are made here (a tab, a number). */
  readonly isFromPart: boolean
}

/** The text of a paragraph with its marks, trimmed. */
export interface InlineText {
  readonly text: string
  readonly marks: InlineMark[]
  readonly languages: LanguageRange[]
  readonly formulas: FormulaRange[]
  /** White space of the part that was trimmed away. */
  readonly trimmedChars: number
}

/** Gathers the text of a paragraph (or of several that are joined) and its marks. */
export class InlineTextBuilder {
  private readonly parts: string[] = []
  private readonly open = new Map<string, InlineMark>()
  private readonly marks: InlineMark[] = []
  private readonly languages: LanguageRange[] = []
  private readonly formulas: FormulaRange[] = []
  private readonly made: { startChar: number; endChar: number }[] = []
  private chars = 0
  private hasInk = false

  /** Characters so far. */
  get length(): number {
    return this.chars
  }

  /** Whether there is anything but white space. */
  get hasText(): boolean {
    return this.hasInk
  }

  /** What there is so far, as it stands. */
  get soFar(): string {
    return this.parts.join('')
  }

  add(text: string, { marks, spokenIn, isFromPart }: Stretch): void {
    if (text === '') return
    const startChar = this.chars
    this.parts.push(text)
    this.chars += text.length
    this.hasInk ||= /\S/.test(text)
    if (!isFromPart) this.made.push({ startChar, endChar: this.chars })
    for (const mark of marks) this.mark(mark, startChar, this.chars)
    if (spokenIn !== undefined)
      for (const range of languagesOf(text, startChar, spokenIn)) this.addLanguage(range)
  }

  private addLanguage(range: LanguageRange): void {
    const last = this.languages.at(-1)
    if (
      last?.endChar === range.startChar &&
      last.language === range.language &&
      last.isDefault === range.isDefault
    )
      last.endChar = range.endChar
    else this.languages.push(range)
  }

  /** Marks what is there already. */
  mark(sort: MarkSort, startChar: number, endChar: number): void {
    const key = sort.kind === 'link' ? `link ${sort.href ?? ''}` : sort.kind
    const last = this.open.get(key)
    if (last !== undefined && last.endChar === startChar && sort.kind !== 'ruby') {
      last.endChar = endChar
      return
    }
    const mark: InlineMark = { ...sort, startChar, endChar }
    this.open.set(key, mark)
    this.marks.push(mark)
  }

  /** Says that what is there from a place on is a formula. */
  addFormula(formula: WordElement, startChar: number): void {
    if (startChar < this.chars) this.formulas.push({ startChar, endChar: this.chars, formula })
  }

  finish(): InlineText {
    const whole = maskControls(this.soFar)
    const text = whole.trim()
    const before = text === '' ? whole.length : whole.length - whole.trimStart().length
    const end = before + text.length
    const clamp = <Range extends { startChar: number; endChar: number }>(range: Range): Range => ({
      ...range,
      startChar: Math.min(Math.max(range.startChar - before, 0), text.length),
      endChar: Math.min(Math.max(range.endChar - before, 0), text.length),
    })
    const isSomething = ({ startChar, endChar }: { startChar: number; endChar: number }): boolean =>
      startChar < endChar
    let madeOutside = 0
    for (const { startChar, endChar } of this.made)
      madeOutside +=
        Math.max(0, Math.min(endChar, before) - startChar) + Math.max(0, endChar - Math.max(startChar, end))
    return {
      text,
      marks: this.marks.map(clamp).filter(isSomething),
      languages: this.languages.map(clamp).filter(isSomething),
      formulas: this.formulas.map(clamp).filter(isSomething),
      trimmedChars: whole.length - text.length - madeOutside,
    }
  }
}
