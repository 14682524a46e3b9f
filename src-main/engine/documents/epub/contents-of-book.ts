import type { ContentsEntry } from '@contract/document'
import type { Flow } from '../markup/flow'
import type { BookFiles } from './book-files'
import type { NavigationEntry } from './navigation'

/** A line of the contents and the file it leads into. */
interface PlacedEntry {
  readonly title: string
  readonly level: number
  readonly fragment: string
}

/** A book's own contents, resolved file by file as the book is read. */
export class BookContents {
  readonly #byFile = new Map<string, PlacedEntry[]>()
  /** Lines whose element is the last thing in a file: what they mean begins with the next. */
  #waiting: PlacedEntry[] = []

  /** @param isRead whether a file is one of those that will be read */
  constructor(entries: readonly NavigationEntry[], files: BookFiles, isRead: (name: string) => boolean) {
    const places = entries.map(({ target }) => {
      const name = files.find(target)
      return target === null || name === null || !isRead(name) ? null : { name, fragment: target.fragment }
    })
    // From the last on, so that a line which leads nowhere finds what stands under it.
    for (let index = entries.length - 1; index >= 0; index--) {
      const below = entries.at(index + 1)
      if (places[index] === null && below && below.level > entries[index].level)
        places[index] = places[index + 1]
    }
    entries.forEach(({ title, level }, index) => {
      const place = places[index]
      if (place === null) return
      const inFile = this.#byFile.get(place.name)
      if (inFile) inFile.push({ title, level, fragment: place.fragment })
      else this.#byFile.set(place.name, [{ title, level, fragment: place.fragment }])
    })
  }

  /** Whether there is anything to choose from. */
  get isUseful(): boolean {
    let lines = 0
    for (const inFile of this.#byFile.values()) lines += inFile.length
    return lines > 0
  }

  /**
   * The lines that lead into a file, in the order of the places they lead to. What leads to its very end, or into a file
   * without a block, leads to the beginning of the next.
   * @param startBlock number in the book of the file's first block
   */
  resolve(
    name: string,
    { anchors, blocks }: Pick<Flow, 'anchors' | 'blocks'>,
    startBlock: number,
  ): ContentsEntry[] {
    const blockOf = (fragment: string): number => {
      const place = anchors.get(fragment)
      if (fragment === '' || place === undefined) return 0
      const isEnd =
        place.block === blocks.length - 1 && place.char > 0 && place.char >= blocks[place.block].text.length
      return isEnd ? blocks.length : place.block
    }
    const placed = [
      ...this.#waiting.map((entry) => ({ entry, block: 0 })),
      ...(this.#byFile.get(name) ?? []).map((entry) => ({ entry, block: blockOf(entry.fragment) })),
    ].sort((a, b) => a.block - b.block)
    this.#waiting = placed.filter(({ block }) => block >= blocks.length).map(({ entry }) => entry)
    return placed
      .filter(({ block }) => block < blocks.length)
      .map(({ entry: { title, level }, block }) => ({ title, level, startBlock: startBlock + block }))
  }
}
