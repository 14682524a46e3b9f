import { documentImage } from '@contract/calls/document'
import type { Bridge } from '../bridge/bridge'

/** Fetches pictures out of the documents that are open. */
export class DocumentPictures {
  constructor(private readonly bridge: Pick<Bridge, 'call'>) {}

  /**
   * The picture of a block, undecoded.
   * @throws AppError 'document/missing' and the other failures of reading a document
   */
  async load(documentId: string, block: number): Promise<Blob> {
    const { mediaType, bytes } = await this.bridge.call(documentImage, { documentId, block })
    return new Blob([Uint8Array.from(bytes)], { type: mediaType })
  }
}
