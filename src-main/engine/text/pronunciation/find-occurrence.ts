import type { Block, TextPosition } from '@contract/document'
import { excerptChars } from '@contract/kept-place'
import type { PlacedEntry } from '@contract/pronunciation'

type Blocks = readonly Pick<Block, 'text'>[]

/** Text around equal words that has to be the same, in UTF-16 units, where there is so much. */
const minSharedChars = 12

/** Whether an entry's words stand where they were kept, with the same text around them. */
export function isAtKeptPlace(blocks: Blocks, { text, place }: PlacedEntry): boolean {
  const { block, char, before, after } = place
  const found = blocks[block]?.text
  return (
    found !== undefined &&
    char >= before.length &&
    found.startsWith(before, char - before.length) &&
    found.startsWith(after, char) &&
    found.startsWith(text, char)
  )
}

/**
 * The one place that an entry is about in a text that is not what it was: of all places of its words the one with most of
 * the same text around it, of several the nearest. Null when no place has enough of it, or when its words were gone
 * already as the place was kept.
 */
export function findOccurrence(blocks: Blocks, { text, place }: PlacedEntry): TextPosition | null {
  if (!place.after.startsWith(text.slice(0, excerptChars))) return null
  const [before, behind] = around(place, text)
  const needed = Math.min(minSharedChars, before.length + behind.length)
  let best: { position: TextPosition; shared: number; distance: readonly [number, number] } | null = null
  for (const [block, { text: source }] of blocks.entries())
    for (let char = source.indexOf(text); char !== -1; char = source.indexOf(text, char + 1)) {
      const [foundBefore, foundBehind] = around(
        {
          before: source.slice(Math.max(0, char - excerptChars), char),
          after: source.slice(char, char + excerptChars),
        },
        text,
      )
      const shared = sharedEnd(foundBefore, before) + sharedStart(foundBehind, behind)
      const distance = [Math.abs(block - place.block), Math.abs(char - place.char)] as const
      const isBetter =
        !best ||
        shared > best.shared ||
        (shared === best.shared &&
          (distance[0] < best.distance[0] ||
            (distance[0] === best.distance[0] && distance[1] < best.distance[1])))
      if (shared >= needed && isBetter) best = { position: { block, char }, shared, distance }
    }
  return best?.position ?? null
}

/** The borders of a block are as good as the text beside other words. */
const border = '\n'

/** What stands before words, and behind them. */
function around(
  { before, after }: Pick<PlacedEntry['place'], 'before' | 'after'>,
  words: string,
): [before: string, behind: string] {
  return [
    before.length < excerptChars ? border + before : before,
    (after.length < excerptChars ? after + border : after).slice(words.length),
  ]
}

function sharedStart(left: string, right: string): number {
  let shared = 0
  while (shared < left.length && shared < right.length && left[shared] === right[shared]) shared++
  return shared
}

function sharedEnd(left: string, right: string): number {
  let shared = 0
  while (shared < left.length && shared < right.length && left.at(-1 - shared) === right.at(-1 - shared))
    shared++
  return shared
}
