import type { Block, ContentsEntry } from '@contract/document'
import { titleKey } from './headings'
import type { Bookmark } from './outline'

/** A block that bookmarks may lead to. */
interface Target {
  readonly block: number
  readonly page: number
  /** Distance of its first line from the page's upper edge in points; null for what has no place. */
  readonly top: number | null
  readonly key: string
  readonly isBeside: boolean
}

/** Turns bookmarks into lines of the table of contents as the pages they lead to are read. */
export class BookmarkTargets {
  private readonly waiting: Bookmark[]
  private targets: Target[] = []

  /** @param bookmarks in the order of their pages */
  constructor(bookmarks: readonly Bookmark[]) {
    this.waiting = [...bookmarks]
  }

  /** Remembers a block that was read. */
  add(block: Block, number: number, top: number | null): void {
    const isBeside = block.kind === 'furniture' || block.kind === 'page-number' || block.kind === 'footnote'
    this.targets.push({
      block: number,
      page: block.source.part,
      top,
      key: titleKey(block.text.slice(0, 400)),
      isBeside,
    })
  }

  /**
   * The entries of all pages before one.
   * @param beforePage pages from this one on are not complete yet
   * @param crops for each page, where its upper edge is in the page's own points
   */
  resolve(beforePage: number, crops: ReadonlyMap<number, number>): ContentsEntry[] {
    const entries: ContentsEntry[] = []
    while (this.waiting.length > 0 && this.waiting[0].page < beforePage) {
      const bookmark = this.waiting.shift()
      const target = bookmark === undefined ? null : this.targetOf(bookmark, crops)
      if (bookmark === undefined || target === null) continue
      entries.push({ title: bookmark.title, level: bookmark.level, startBlock: target.block })
    }
    const last = this.targets.at(-1)
    this.targets = this.targets.filter((target) => target.page >= beforePage || target === last)
    return entries
  }

  /** The block that says the bookmark's title, else the first one below its place, else the first from its page on. */
  private targetOf({ title, page, top }: Bookmark, crops: ReadonlyMap<number, number>): Target | null {
    const own = this.targets.filter((target) => target.page === page)
    const key = titleKey(title)
    const same = own.find((target) => target.key === key && !target.isBeside)
    const begun = own.find((target) => key.length > 3 && target.key.startsWith(key) && !target.isBeside)
    if (same !== undefined || begun !== undefined) return same ?? begun ?? null
    const crop = crops.get(page)
    const place = top === null || crop === undefined ? null : crop - top
    const below = own.filter(
      (target) => !target.isBeside && target.top !== null && place !== null && target.top >= place - 4,
    )
    // The nearest one below: columns are read one after the other, so it need not be the first.
    const nearest = below.reduce<Target | null>(
      (best, target) => ((best?.top ?? Infinity) <= (target.top ?? Infinity) ? best : target),
      null,
    )
    return (
      nearest ??
      own.find(({ isBeside }) => !isBeside) ??
      this.targets.find((target) => target.page >= page) ??
      this.targets.at(-1) ??
      null
    )
  }
}
