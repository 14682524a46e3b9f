import type { Block, TextPosition } from '@contract/document'
import type { KeptPlace } from '@contract/kept-place'
import { findPlace, samePlace } from './find-place'

/** Where kept places are in a document; a search through its text is made once for each. */
export class MovedPlaces {
  readonly #found = new Map<string, TextPosition>()

  /** Another document: nothing has been found in it. */
  forget(): void {
    this.#found.clear()
  }

  /**
   * Where a place is; one whose text is gone is in the block where it was. Null while that part has not come.
   * @param id of what is kept there
   */
  positionOf(
    id: string,
    place: KeptPlace,
    blocks: readonly Pick<Block, 'text'>[],
    isWhole: boolean,
  ): TextPosition | null {
    const known = samePlace(blocks, place) ?? this.#found.get(id)
    if (known || !isWhole || blocks.length === 0) return known ?? null
    const found = findPlace(blocks, place) ?? { block: Math.min(place.block, blocks.length - 1), char: 0 }
    this.#found.set(id, found)
    return found
  }
}
