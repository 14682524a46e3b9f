import type { Block, TextPosition } from '@contract/document'
import type { PlacedEntry } from '@contract/pronunciation'
import { moveWords, type MovePosition } from '@contract/text-change'
import type { Pronunciation } from '../speakable-text'
import { findOccurrence, isAtKeptPlace } from './find-occurrence'

type Blocks = readonly Pick<Block, 'text'>[]

/**
 * Where the entries for single places stand in one document. One is where it was kept, as soon as that part has come;
 * else it is looked for, once, by the text around it in all there is. From then on it goes with its words.
 */
export class PlacedPronunciations {
  readonly #entries: readonly PlacedEntry[]
  /** Null: nowhere; absent: not known yet. */
  readonly #starts: Map<PlacedEntry, TextPosition | null>
  readonly #byBlock = new Map<number, Pronunciation[]>()

  /** @param starts where they are, as far as that is known */
  constructor(
    entries: readonly PlacedEntry[],
    blocks: Blocks,
    isWhole: boolean,
    starts: ReadonlyMap<PlacedEntry, TextPosition | null> = new Map(),
  ) {
    this.#entries = entries
    this.#starts = new Map(starts)
    for (const [entry, start] of starts) this.#put(entry, start, blocks)
    this.look(blocks, isWhole)
  }

  /** Looks for those that are nowhere yet. @param isWhole whether no more blocks will come */
  look(blocks: Blocks, isWhole: boolean): void {
    for (const entry of this.#entries) {
      if (this.#starts.has(entry)) continue
      const { block, char } = entry.place
      const found = isAtKeptPlace(blocks, entry)
        ? { block, char }
        : isWhole
          ? findOccurrence(blocks, entry)
          : undefined
      if (found === undefined) continue
      this.#starts.set(entry, found)
      this.#put(entry, found, blocks)
    }
  }

  /** Of a block, ranges of its text. */
  of(block: number): readonly Pronunciation[] {
    return this.#byBlock.get(block) ?? []
  }

  /** Where they are in the text after a change. @param blocks as they are then */
  moved(move: MovePosition, blocks: Blocks, isWhole: boolean): PlacedPronunciations {
    const starts = new Map<PlacedEntry, TextPosition | null>()
    for (const [entry, start] of this.#starts)
      starts.set(entry, start && moveWords(entry.text, start, move, blocks))
    return new PlacedPronunciations(this.#entries, blocks, isWhole, starts)
  }

  #put({ text, say }: PlacedEntry, start: TextPosition | null, blocks: Blocks): void {
    // Its words may have been written over, and come back.
    if (!start || !blocks[start.block]?.text.startsWith(text, start.char)) return
    const range = { startChar: start.char, endChar: start.char + text.length }
    this.#byBlock.set(start.block, [...this.of(start.block), { ...range, say }])
  }
}
