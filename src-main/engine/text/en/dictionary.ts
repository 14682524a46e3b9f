import type { LookupTable } from './packed-table'

/** A pronunciation, or one for each part of speech ('DEFAULT' always; 'None': before a pause; null: spell it). */
export type Entry = string | Readonly<Record<string, string | null>>

/** word -> entry */
export type EntryTable = LookupTable<Entry>

/**
 * A pronunciation dictionary in which a lower-case word also answers to its capitalised form and the other way round,
 * unless that form has an entry of its own.
 */
export class Dictionary {
  constructor(private readonly entries: EntryTable) {}

  get(word: string): Entry | undefined {
    const entry = this.entries.get(word)
    if (entry !== undefined || word.length < 2) return entry
    const lower = word.toLowerCase()
    const capitalised = lower[0].toUpperCase() + lower.slice(1)
    if (word === lower) return capitalised === word ? undefined : this.entries.get(capitalised)
    return word === capitalised ? this.entries.get(lower) : undefined
  }

  has(word: string): boolean {
    return this.get(word) !== undefined
  }
}
