import { brotliDecompressSync } from 'node:zlib'

/** What pdf.js is given for a character map. */
export interface CMapBytes {
  readonly cMapData: Uint8Array
  readonly isCompressed: true
}

/**
 * Hands pdf.js the character maps of Chinese, Japanese and Korean fonts out of the bundle. They are unpacked when a
 * document asks for the first one, and kept as long as that document.
 */
export class BundledCMaps {
  private maps: Promise<ReadonlyMap<string, Uint8Array>> | null = null

  /** @throws Error for a name that no map has; pdf.js then does without */
  async fetch({ name }: { readonly name: string }): Promise<CMapBytes> {
    const map = (await (this.maps ??= unpackMaps())).get(name)
    if (map === undefined) throw new Error(`There is no character map ${JSON.stringify(name)}`)
    // pdf.js hands it over to its worker.
    return { cMapData: new Uint8Array(map), isCompressed: true }
  }
}

async function unpackMaps(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { packed, lengths } = await import('virtual:pdf-cmaps')
  const bytes = brotliDecompressSync(Buffer.from(packed, 'base64'))
  const maps = new Map<string, Uint8Array>()
  let at = 0
  for (const [name, length] of Object.entries(lengths)) {
    maps.set(name, bytes.subarray(at, at + length))
    at += length
  }
  return maps
}
