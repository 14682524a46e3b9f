import { z } from 'zod'
import type { DocumentHead } from './document'

/** The kinds of picture that recordings can hold. */
export const heldCoverTypes = ['image/jpeg', 'image/png'] as const

/** What recordings say of a book where that is not what its document says. */
export const bookFactsSchema = z.object({
  title: z.string().min(1).max(2_000).optional(),
  authors: z.array(z.string().min(1).max(2_000)).min(1).max(100).optional(),
  /** The document's own cover is not put into the recordings. */
  leavesOutCover: z.literal(true).optional(),
})
export type BookFacts = z.infer<typeof bookFactsSchema>

type ToldHead = Pick<DocumentHead, 'title' | 'authors' | 'cover'>

/** What recordings say of a document. @param facts where that is something else; absent: nowhere */
export function toldOf({ title, authors, cover }: ToldHead, facts: BookFacts = {}): ToldHead {
  const { leavesOutCover = false, ...others } = facts
  return { title, authors, ...others, ...(leavesOutCover ? {} : { cover }) }
}
