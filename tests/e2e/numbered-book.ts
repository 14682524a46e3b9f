/** A chapter of numbered sentences: every sentence says where it stands. */
const chapter = (number: number): string =>
  `## Chapter ${number}\n\n` +
  Array.from({ length: 30 }, (_, paragraph) =>
    Array.from(
      { length: 4 },
      (_, sentence) => `In part ${number}, line ${paragraph * 4 + sentence} was said by the lamp.`,
    ).join(' '),
  ).join('\n\n')
/** Four of them under a title. */
export const bookOf = (title: string): string => `# ${title}\n\n${[1, 2, 3, 4].map(chapter).join('\n\n')}\n`

/** The number of the sentence that a place lies in: sentences say theirs in the middle. */
export function lineOf(place: { before: string; after: string } | null): number {
  if (!place) throw new Error('no place was kept')
  const text = place.before + place.after
  const own = [...text.matchAll(/In part \d+, line (\d+)/g)].findLast(
    ({ index }) => index <= place.before.length,
  )
  return Number(own?.[1])
}
