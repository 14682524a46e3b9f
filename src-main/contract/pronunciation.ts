import { z } from 'zod'
import { entryProblemSchema } from './entry-problems'
import { keptPlaceSchema, type KeptPlace } from './kept-place'

/** How an entry's text is looked for: as a whole word, anywhere, or as a regular expression (RE2: linear time). */
export const pronunciationMatches = ['word', 'anywhere', 'regex'] as const
export type PronunciationMatch = (typeof pronunciationMatches)[number]

/** Where a dictionary's entry holds: 'here' is one place of one document. */
export const pronunciationScopes = ['everywhere', 'document', 'here'] as const
export type PronunciationScope = (typeof pronunciationScopes)[number]

/**
 * What is said. 'phonemes' are IPA, or the symbols of the English voices (A for eɪ, I for aɪ …), which are no IPA and
 * are taken for what they stand for.
 */
export const saySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('words'), words: z.string().trim().min(1).max(500) }),
  z.object({ kind: z.literal('phonemes'), phonemes: z.string().trim().min(1).max(500) }),
  z.object({ kind: z.literal('nothing') }),
])
export type Say = z.infer<typeof saySchema>

/** One line of a pronunciation dictionary. */
export const pronunciationEntrySchema = z.object({
  text: z.string().min(1).max(500),
  match: z.enum(pronunciationMatches).default('word'),
  matchCase: z.boolean().default(false),
  say: saySchema,
  scope: z.enum(pronunciationScopes).default('everywhere'),
  /** Where the text begins, of an entry that holds 'here'; its text stands there just as it is written. */
  place: keptPlaceSchema.optional(),
})
export type PronunciationEntry = z.infer<typeof pronunciationEntrySchema>

/** An entry for one place. */
export type PlacedEntry = PronunciationEntry & { readonly place: KeptPlace }

/** Whether an entry holds for one place; one that is to and knows none holds nowhere. */
export function isPlaced(entry: PronunciationEntry): entry is PlacedEntry {
  return entry.scope === 'here' && entry.place !== undefined
}

/** An abbreviation that is read in words of its own without any entry. */
export const knownAbbreviationSchema = z.object({
  text: z.string().min(1).max(40),
  words: z.string().min(1).max(100),
})
export type KnownAbbreviation = z.infer<typeof knownAbbreviationSchema>

/** More than any dictionary people have made; each is looked for in every sentence. */
export const maxPronunciationEntries = 20_000
export const pronunciationEntriesSchema = z.array(pronunciationEntrySchema).max(maxPronunciationEntries)

/** Forms in which a dictionary is kept in a file: Lector's own, a table, and the W3C's Pronunciation Lexicon. */
export const dictionaryFormats = ['json', 'csv', 'pls'] as const
export type DictionaryFormat = (typeof dictionaryFormats)[number]

/** A part of a dictionary that could not be used. */
export const dictionaryProblemSchema = entryProblemSchema.extend({
  /** Counted from 1, where the form of the file has lines. */
  line: z.number().int().positive().optional(),
})
export type DictionaryProblem = z.infer<typeof dictionaryProblemSchema>

/** An entry as main keeps it: with a name of its own, by which it is changed and removed. */
export const keptEntrySchema = pronunciationEntrySchema.extend({ id: z.string().min(1).max(64) })
export type KeptEntry = z.infer<typeof keptEntrySchema>
