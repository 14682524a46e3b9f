import { pageFile, pageFileBytes, pagePlaces } from '@contract/calls/page-view'
import { maxPageBlocks, maxPageFileBytes } from '@contract/limits'
import { decodePlaces, type PlacedStretch } from '@contract/page-places'
import type { Bridge } from '../bridge/bridge'
import type { PageSource } from './page-painter'

/** Blocks are asked for by this many at once. */
const blocksAtOnce = 64
/** Of a long document, the places of so many lots of blocks are kept: a lot is about three pages. */
const keptLots = 32

/** What main hands over of one document's own pages: the bytes of its file, and where its words stand on them. */
export class PageFiles implements PageSource {
  readonly #lots = new Map<number, Promise<readonly PlacedStretch[][]>>()

  constructor(
    private readonly bridge: Pick<Bridge, 'call'>,
    private readonly documentId: string,
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

  #lot(lot: number): Promise<readonly PlacedStretch[][]> {
    const known = this.#lots.get(lot)
    if (known) return known
    const startBlock = lot * blocksAtOnce
    const endBlock = startBlock + Math.min(blocksAtOnce, maxPageBlocks)
    const fetched = this.bridge
      .call(pagePlaces, { documentId: this.documentId, startBlock, endBlock })
      .then((places) => {
        // A document that is still growing has more to tell later.
        if (places.length < endBlock - startBlock) this.#lots.delete(lot)
        return places.map(decodePlaces)
      })
    fetched.catch(() => this.#lots.delete(lot))
    this.#lots.set(lot, fetched)
    for (const other of [...this.#lots.keys()].slice(0, -keptLots)) this.#lots.delete(other)
    return fetched
  }
}
