import { z } from 'zod'

/** How an entry's text is looked for: as a whole word, anywhere, or as a regular expression (RE2: linear time). */
export const pronunciationMatches = ['word', 'anywhere', 'regex'] as const
export type PronunciationMatch = (typeof pronunciationMatches)[number]

/** Where a dictionary's entry holds. */
export const pronunciationScopes = ['everywhere', 'document'] as const
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
})
export type PronunciationEntry = z.infer<typeof pronunciationEntrySchema>

/** More than any dictionary people have made; each is looked for in every sentence. */
export const maxPronunciationEntries = 20_000
export const pronunciationEntriesSchema = z.array(pronunciationEntrySchema).max(maxPronunciationEntries)
