import { createFormulaSpeaker, type FormulaSpeaker } from '../math'

/** Longer ones are no formula, or a trap for whoever parses them; they are read as they are typed. */
const maxTexChars = 2_000
/** Different formulas said in one document; each costs milliseconds. A book of mathematics has some thousand. */
const maxSpokenFormulas = 3_000

/** A formula as it is shown, and as it is said where it can be. */
export interface ReadFormula {
  readonly text: string
  readonly words: string | null
}

/** Reads the formulas of one document; what says them is loaded for the first one. */
export class FormulaReader {
  private readonly known = new Map<string, ReadFormula>()
  private speaker: FormulaSpeaker | null = null

  constructor(private readonly language: string | undefined) {}

  /** To be awaited before formulas are read. */
  async load(): Promise<void> {
    this.speaker ??= await createFormulaSpeaker(this.language)
  }

  read(tex: string, isDisplay: boolean): ReadFormula {
    const key = `${isDisplay ? '$$' : '$'}${tex}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    const typed = { text: tex.replace(/\s+/g, ' ').trim(), words: null }
    if (this.speaker === null || tex.length > maxTexChars || this.known.size >= maxSpokenFormulas)
      return typed
    const read = { text: this.speaker.texToText(tex), words: this.speaker.sayTex(tex, isDisplay) }
    this.known.set(key, read)
    return read
  }
}
