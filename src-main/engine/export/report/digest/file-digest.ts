import { createHash } from 'node:crypto'

/** The SHA-256 of a file, of pages that are read into by turns. */
export interface FileDigest {
  /**
   * Takes what stands at the beginning of a page, which stays as it is until that is done.
   * @throws AppError 'engine/crashed'
   */
  take(page: number, byteLength: number): Promise<void>
  /** Of all that was taken, as hexadecimal digits; once. @throws as `take` */
  end(): Promise<string>
  /** Frees what it has; may be called at any time, and twice. */
  dispose(): void
}

/** Where files are digested. */
export type StartDigest = (pages: readonly SharedArrayBuffer[]) => FileDigest

/** In the thread that asks for it. */
export const startDigest: StartDigest = (pages) => {
  const hash = createHash('sha256')
  return {
    take: async (page, byteLength) => void hash.update(new Uint8Array(pages[page], 0, byteLength)),
    end: async () => hash.digest('hex'),
    dispose: () => undefined,
  }
}
