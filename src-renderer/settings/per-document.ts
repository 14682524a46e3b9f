/** Documents with choices of their own that are remembered; those changed longest ago are forgotten first. */
const maxDocuments = 500

/** What was chosen for single documents, by their ids, with another choice for one of them; null: none of its own. */
export function withOwn<Choice>(
  choices: Readonly<Record<string, Choice>>,
  documentId: string,
  own: Choice | null,
): Record<string, Choice> {
  const others = Object.entries(choices).filter(([id]) => id !== documentId)
  return Object.fromEntries(
    (own === null ? others : [...others, [documentId, own] as const]).slice(-maxDocuments),
  )
}
