import { z } from 'zod'

/** Text kept on either side of a place, in UTF-16 units: enough to be found once in a book. */
export const excerptChars = 60

const excerptSchema = z.string().max(2 * excerptChars)

/**
 * A place in a document that outlives a reading of it: where it is, and the text around it, by which it is found when
 * the document is read anew and its blocks are others.
 */
export const keptPlaceSchema = z.object({
  block: z.number().int().nonnegative(),
  /** UTF-16 units into the block. */
  char: z.number().int().nonnegative(),
  before: excerptSchema,
  after: excerptSchema,
})
export type KeptPlace = z.infer<typeof keptPlaceSchema>
