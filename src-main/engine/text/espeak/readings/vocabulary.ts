/** The words of one language for what its numbers stand beside. All are read by espeak in their turn. */
export interface Vocabulary {
  /** Written forms with their periods and with one space where a space may stand: "z. B." is also "z.B.". */
  readonly abbreviations: Readonly<Record<string, string>>
  /** The same, where a number follows: "S. 12", "Nr. 5". */
  readonly beforeNumber?: Readonly<Record<string, string>>
  /** The same, after a number: "1990 г.". */
  readonly afterNumber?: Readonly<Record<string, string>>
  /** Written unit: the word after the number one, and after all others. */
  readonly units: Readonly<Record<string, Forms>>
  /** Currency sign: the words, as of units. */
  readonly currencies: Readonly<Record<string, Forms>>
  /** What stands between the whole and its hundredths: "3 euros y 50". */
  readonly andCents: string
  readonly minus: string
  /** How one is said before what is counted, where espeak says another word for 1. */
  readonly one?: string
  /** The language whose plural rules (CLDR) tell the form for a number; absent: only 1 is one. */
  readonly plurals?: string
  /** Between the ends of a range: "12–15". */
  readonly to: string
  readonly percent?: string
  /** Sign between the whole and its fraction. */
  readonly decimalSign: ',' | '.'
  /** Signs between groups of three digits; a space is always one. */
  readonly groupSign: '' | ',' | '.' | '٬'
  /** Names of the months from the first on, and how a date is said with one. */
  readonly date?: {
    readonly months: readonly (string | undefined)[]
    readonly order: (day: string, month: string, year: string) => string
  }
  /** 1/2 and the like. */
  readonly fractions: Readonly<Record<string, string>>
}

/** The forms of a word: after one, after all others, and after two to four where that differs. */
export type Forms = readonly [one: string, many: string, few?: string]
