import { gzipSync } from 'node:zlib'

export interface TarEntry {
  readonly path: string
  readonly content?: string | Uint8Array
  /** '0' is a file, '2' a link, '5' a folder. */
  readonly kind?: string
  /** Written instead of the content's own length. */
  readonly claimedBytes?: number
}

/** A gzipped tar archive in the old form (ustar), as npm packs. */
export function tarArchive(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap(({ path, content = '', kind = '0', claimedBytes }) => {
    const bytes = Buffer.from(content)
    const header = Buffer.alloc(512)
    const split = path.length > 100 ? path.lastIndexOf('/', 150) : -1
    header.write(path.slice(split + 1), 0)
    header.write((claimedBytes ?? bytes.length).toString(8).padStart(11, '0'), 124)
    header.write(kind, 156)
    header.write('ustar\u000000', 257)
    if (split > 0) header.write(path.slice(0, split), 345)
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1_024)]))
}
