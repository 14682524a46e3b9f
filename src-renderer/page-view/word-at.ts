import type { TextPosition } from '@contract/document'
import { boxesOf, type PlacedStretch } from '@contract/page-places'

/** A place on a page: points from its upper left corner. */
export interface PagePoint {
  readonly page: number
  readonly x: number
  readonly y: number
}

/**
 * The character that stands at a place; null where none does.
 * @param blocks the numbers of those that can be on the page
 */
export async function characterAt(
  blocks: readonly number[],
  placesOf: (block: number) => Promise<readonly PlacedStretch[]>,
  point: PagePoint,
): Promise<TextPosition | null> {
  for (const block of blocks) {
    const char = characterIn(await placesOf(block), point)
    if (char !== null) return { block, char }
  }
  return null
}

function characterIn(stretches: readonly PlacedStretch[], { page, x, y }: PagePoint): number | null {
  for (const stretch of stretches) {
    if (stretch.page !== page) continue
    const { startChar, borders } = stretch
    const [box] = boxesOf([stretch], { startChar, endChar: startChar + borders.length - 1 })
    if (box === undefined || x < box.x || x > box.x + box.width || y < box.y || y > box.y + box.height)
      continue
    const along = (stretch.turn % 2 === 0 ? x : y) * 10
    const at = borders.findIndex(
      (border, index) =>
        index > 0 &&
        along >= Math.min(border, borders[index - 1]) &&
        along <= Math.max(border, borders[index - 1]),
    )
    if (at > 0) return startChar + at - 1
  }
  return null
}
