import { pageFile, pageFileBytes, pagePlaces } from '@contract/calls/page-view'
import { maxPageBlocks, maxPageFileBytes } from '@contract/limits'
import { decodePlaces, type PlacedStretch } from '@contract/page-places'
import type { Bridge } from '../bridge/bridge'
import type { PageSource } from './page-painter'

/** Blocks are asked for by this many at once. */
const blocksAtOnce = 64
/** Of a long document, the places of so many lots of blocks are kept: a lot is about three pages. */
const keptLots = 32

/** Of a lot of blocks, where they stand. */
interface Lot {
  readonly places: Promise<readonly PlacedStretch[][]>
  /** How many of them had come; infinite until that is known. */
  count: number
}

/** What main hands over of one document's own pages: the bytes of its file, and where its words stand on them. */
export class PageFiles implements PageSource {
  readonly #lots = new Map<number, Lot>()

  /** @param blocks of the document; borrowed: what is added to them later has places, too */
  constructor(
    private readonly bridge: Pick<Bridge, 'call'>,
    private readonly documentId: string,
    private readonly blocks: readonly unknown[],
  ) {}

  open(): Promise<{ byteLength: number; password: string | null }> {
    return this.bridge.call(pageFile, { documentId: this.documentId })
  }

  async read(startByte: number, endByte: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(endByte - startByte)
    for (let at = startByte; at < endByte;) {
      const { documentId } = this
      const to = Math.min(endByte, at + maxPageFileBytes)
      const stretch = await this.bridge.call(pageFileBytes, { documentId, startByte: at, endByte: to })
      bytes.set(stretch, at - startByte)
      if (stretch.length < to - at) return bytes.slice(0, at - startByte + stretch.length)
      at = to
    }
    return bytes
  }

  /** Where a block's characters stand. @throws AppError 'document/missing' */
  async places(block: number): Promise<readonly PlacedStretch[]> {
    const lot = Math.floor(block / blocksAtOnce)
    return (await this.#lot(lot))[block % blocksAtOnce] ?? []
  }

  #lot(number: number): Lot['places'] {
    const known = this.#lots.get(number)
    const startBlock = number * blocksAtOnce
    const endBlock = startBlock + Math.min(blocksAtOnce, maxPageBlocks)
    // A document that was still growing has more to tell now.
    if (known && known.count >= Math.min(endBlock, this.blocks.length) - startBlock) return known.places
    const lot = { places: this.#fetch(startBlock, endBlock), count: Infinity }
    lot.places.then(
      ({ length }) => (lot.count = length),
      () => this.#lots.get(number) === lot && this.#lots.delete(number),
    )
    this.#lots.set(number, lot)
    for (const other of [...this.#lots.keys()].slice(0, -keptLots)) this.#lots.delete(other)
    return lot.places
  }

  async #fetch(startBlock: number, endBlock: number): Promise<readonly PlacedStretch[][]> {
    const { documentId } = this
    return (await this.bridge.call(pagePlaces, { documentId, startBlock, endBlock })).map(decodePlaces)
  }
}
