/** Abbreviations of a person's dictionary, written as those of a language are. */
export interface OwnAbbreviations {
  /** With whatever capitals they stand in a text; here in small letters. */
  readonly anyCase: ReadonlySet<string>
  /** As they are written here and no other way. */
  readonly exactCase: ReadonlySet<string>
}

/**
 * How a language writes what has a period and does not end a sentence. Words stand without their last period and, of
 * several parts, without white space ("z.B" for "z. B."); they are compared as written, those of several parts also
 * with a capital first ("Z. B.").
 */
export interface SentenceHabits {
  /** Titles and the like: the sentence always goes on after them. */
  readonly always: ReadonlySet<string>
  readonly own?: OwnAbbreviations
  /** The sentence ends after them when a usual opener follows ("12 Elm St. It …"). */
  readonly unlessOpener: ReadonlySet<string>
  /** Abbreviations that stand before a number: the sentence goes on only when one follows. */
  readonly beforeNumber: ReadonlySet<string>
  /** Words that usually open a sentence and hardly ever follow a title or an initial as a name would. */
  readonly openers: ReadonlySet<string>
  /** Where a period makes an ordinal number of digits: "am 3. Oktober", "das 17. Jahrhundert". */
  readonly ordinals?: {
    /** Words after which such a number is counted with what follows it. */
    readonly after: ReadonlySet<string>
    /** Words before which it is, whatever comes first: months, centuries. */
    readonly before: ReadonlySet<string>
  }
  /** Things that a single letter numbers: "vitamin C." is no initial. */
  readonly lettered?: ReadonlySet<string>
  /** Names that end in an exclamation mark. */
  readonly exclaimed?: ReadonlySet<string>
  /** Words that go on after half a day ("7 p.m. Monday"). */
  readonly afterHalfDay?: ReadonlySet<string>
  /** What follows a question or a cry in quotes when it says whose it was, though it begins with a capital. */
  readonly saidAfterQuote?: RegExp
}

/** Words parted by white space. */
export function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/))
}
