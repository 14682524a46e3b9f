import { flushSync, tick } from 'svelte'
import { expect, vi } from 'vitest'
import type { OpenedDocument } from '@contract/calls/document'
import { blockSchema, emptyPiece, type Block, type TextPosition } from '@contract/document'
import { encodePlaces } from '@contract/page-places'
import OriginalPages from '../../../src-renderer/page-view/OriginalPages.svelte'
import { PagePainter } from '../../../src-renderer/page-view/page-painter'
import type { PageSize } from '../../../src-renderer/page-view/painter-messages'
import { mountInApp, type MountedApp } from '../app-fixture'
import { pageAt } from '../fake-page'

/** Of a page, in points; in a well of `wellWidth` px a page is as many px wide. */
export const size: PageSize = { width: 600, height: 800 }
export const wellWidth = 648
export const wellHeight = 700
/** A page and the gap below it, in px. */
export const pitch = 816

/** Of what is observed for its size: Svelte has one observer for all that is ever mounted. */
const listeners = new Set<() => void>()

/** Says to elements of a page without a layout how large they are. */
export class FakeSizes {
  width = wellWidth

  constructor() {
    vi.stubGlobal(
      'ResizeObserver',
      class {
        readonly #targets = new Set<Element>()
        constructor(private readonly tell: (entries: object[]) => void) {
          listeners.add(() => this.tell([...this.#targets].map((target) => ({ target }))))
        }
        observe(target: Element): void {
          this.#targets.add(target)
        }
        unobserve(target: Element): void {
          this.#targets.delete(target)
        }
        disconnect(): void {
          this.#targets.clear()
        }
      },
    )
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(() => this.width)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(wellHeight)
    vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(100 * pitch + 16)
  }

  /** The window is drawn to another size. */
  async change(width: number): Promise<void> {
    this.width = width
    for (const tell of listeners) tell()
    await settled()
  }
}

/** What is under way comes to rest. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await tick()
  flushSync()
}

/** A document of pages with one paragraph each, whose first word stands 400 pt down, and the second one page further. */
export function bookOf(pages: number): OpenedDocument {
  const blocks: Block[] = Array.from({ length: pages }, (_, part) =>
    blockSchema.parse({
      kind: 'paragraph',
      text: 'First second',
      marks: [],
      source: { part, startChar: 0, endChar: 12, exact: false },
    }),
  )
  return {
    id: 'book',
    title: 'A book',
    authors: [],
    format: 'pdf',
    ...emptyPiece(),
    blocks,
    isWhole: true,
  }
}

export interface PagesStand extends MountedApp {
  readonly well: HTMLElement
  /** Where a page is drawn that is near: how far down the stack, and how high, in px. */
  view(page: number): { readonly top: number; readonly height: number }
  /** Pages are painted, all at once, and turn out to be of that size. */
  paint(pages: readonly number[], size: PageSize): Promise<void>
  /** Scrolls as a hand does. */
  scroll(top: number): Promise<void>
}

/**
 * The pages of a book of 100, laid out; nothing is painted until it is said.
 * @param start where the text beside them begins
 */
export async function openPages(start: TextPosition = { block: 0, char: 0 }): Promise<PagesStand> {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  vi.spyOn(PagePainter.prototype, 'open').mockResolvedValue({ pages: 100, size })
  const asked = new Map<number, (size: PageSize) => void>()
  vi.spyOn(PagePainter.prototype, 'paint').mockImplementation(
    (page) =>
      new Promise((resolve) => {
        asked.set(page, (found) =>
          resolve({ size: found, bitmap: { width: 1, height: 1, close: () => undefined } }),
        )
      }),
  )
  const book = bookOf(100)
  const mounted = mountInApp(
    OriginalPages,
    ({ session }) => {
      session.page = pageAt(start)
      return { document: session.document ?? book }
    },
    book,
    (channel, input) => {
      if (channel !== 'pages:places') return new Promise(() => undefined)
      const { startBlock, endBlock } = input as { startBlock: number; endBlock: number }
      return Promise.resolve(
        book.blocks.slice(startBlock, endBlock).map(({ source }) => placesOn(source.part)),
      )
    },
  )
  await settled()
  const well = document.querySelector<HTMLElement>('.well')
  if (!well) throw new Error('there is no well')
  let isOpen = true
  return {
    ...mounted,
    well,
    async close() {
      if (isOpen) await mounted.close()
      isOpen = false
    },
    view(page) {
      const style = document.querySelector<HTMLElement>(`[data-page="${page}"]`)?.style
      return { top: parseFloat(style?.top ?? ''), height: parseFloat(style?.height ?? '') }
    },
    async paint(numbers, found) {
      await vi.waitFor(() => expect([...asked.keys()]).toEqual(expect.arrayContaining([...numbers])))
      for (const page of numbers) asked.get(page)?.(found)
      await settled()
    },
    async scroll(top) {
      well.scrollTop = top
      well.dispatchEvent(new Event('scroll'))
      await settled()
    },
  }
}

function placesOn(page: number): Uint8Array {
  const stretch = (startChar: number, on: number, letters: number) => {
    const borders = Array.from({ length: letters + 1 }, (_, at) => 1_000 + 60 * at)
    return { startChar, page: on, turn: 0, baseline: 4_000, size: 100, borders } as const
  }
  return encodePlaces([stretch(0, page, 5), stretch(6, page + 1, 6)])
}
