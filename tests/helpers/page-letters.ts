import type { PageBox } from '../../src-main/contract/page-places'
import { multiply } from '../../src-main/engine/documents/pdf/geometry'
import { loadWithLibrary } from '../../src-main/engine/documents/pdf/library'

/** What is used of an item of a page's text; the library's own types are the engine's alone. */
interface TextItem {
  readonly str: string
  readonly spans?: Float32Array
}

/** A letter where a page shows it: the middle of it along its line, on the baseline. Points from the upper left corner. */
export interface PageLetter {
  readonly text: string
  readonly x: number
  readonly y: number
}

/** The letters of every page, as the page's own text items say, in their order. */
export async function lettersOfPages(bytes: Uint8Array, password?: string): Promise<PageLetter[][]> {
  const task = await loadWithLibrary(new Uint8Array(bytes), password)
  const document = await task.promise
  const pages: PageLetter[][] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number).catch(() => null)
    if (page === null) {
      pages.push([])
      continue
    }
    const { transform } = page.getViewport({ scale: 1 })
    const reader = page
      .streamTextContent({ includeMarkedContent: true, disableNormalization: true })
      .getReader()
    const letters: PageLetter[] = []
    const vertical = new Map<string, boolean>()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      for (const [name, style] of Object.entries<{ vertical: boolean }>(value?.styles ?? {}))
        vertical.set(name, style.vertical)
      for (const item of value?.items ?? [])
        if (!('type' in item))
          letters.push(
            ...lettersOf(item, multiply(transform, item.transform), vertical.get(item.fontName ?? '')),
          )
    }
    pages.push(letters)
  }
  await task.destroy()
  return pages
}

function lettersOf({ str, spans }: TextItem, shown: readonly number[], isVertical = false): PageLetter[] {
  const [a, b, c, d, x, y] = shown
  const [dx, dy] = isVertical ? [-c, -d] : [a, b]
  const length = Math.hypot(dx, dy) || 1
  return Array.from({ length: str.length }, (_, at) => at).flatMap((at) => {
    if (spans === undefined || str[at].trim() === '') return []
    const middle = (spans[2 * at] + spans[2 * at + 1]) / 2
    return [{ text: str[at], x: x + (dx / length) * middle, y: y + (dy / length) * middle }]
  })
}

/** Points that a letter may be outside of its box: boxes are kept in tenths of a point. */
const slack = 0.11

/** The letters that stand in some boxes, each once: box by box, in the order of the page's text items. */
export function lettersIn(pages: readonly (readonly PageLetter[])[], boxes: readonly PageBox[]): string {
  const isIn = (letter: PageLetter, { x, y, width, height }: PageBox): boolean =>
    letter.x >= x - slack &&
    letter.x <= x + width + slack &&
    letter.y >= y - slack &&
    letter.y <= y + height + slack
  const found = new Set<PageLetter>()
  for (const box of boxes)
    for (const letter of pages[box.page] ?? []) if (isIn(letter, box)) found.add(letter)
  return [...found].map(({ text }) => text).join('')
}
