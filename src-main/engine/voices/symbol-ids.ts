import type { Vocabulary } from './vocabulary'

/** A symbol that a voice's alphabet lacks, and how often it was passed over. */
export interface SkippedSymbol {
  readonly symbol: string
  readonly count: number
}

export interface SymbolIds {
  readonly ids: number[]
  /** Where each phoneme begins among the ids; one entry more than phonemes, the last for the end. */
  readonly idOfPhoneme: number[]
  readonly skipped: readonly SkippedSymbol[]
}

/**
 * Phonemes as a model takes them. A symbol that the voice does not know is passed over, takes no time, and is reported:
 * the rule `unknown-symbol`.
 * @param phonemes one UTF-16 unit each
 * @param frame.start before all phonemes; `after` behind every one that is known, sounding with it; `end` behind all
 */
export function toSymbolIds(
  phonemes: string,
  idsOf: (symbol: string) => readonly number[] | undefined,
  frame: { start: readonly number[]; after: readonly number[]; end: readonly number[] },
): SymbolIds {
  const ids = [...frame.start]
  const idOfPhoneme: number[] = []
  const skipped = new Map<string, number>()
  for (const symbol of phonemes.split('')) {
    idOfPhoneme.push(ids.length)
    const known = idsOf(symbol)
    if (known) ids.push(...known, ...frame.after)
    else skipped.set(symbol, (skipped.get(symbol) ?? 0) + 1)
  }
  idOfPhoneme.push(ids.length)
  ids.push(...frame.end)
  return { ids, idOfPhoneme, skipped: [...skipped].map(([symbol, count]) => ({ symbol, count })) }
}

/** The symbol at both ends of every text, of the families whose models want one there. */
const padId = 0

/** Phonemes between two pads, by the voice's own vocabulary. @see toSymbolIds */
export function toPaddedIds(phonemes: string, vocabulary: Vocabulary): SymbolIds {
  return toSymbolIds(phonemes, (symbol) => vocabulary.get(symbol), {
    start: [padId],
    after: [],
    end: [padId],
  })
}
