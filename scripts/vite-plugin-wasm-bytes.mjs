import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const suffix = '?bytes'
/** Files that are embedded: compiled libraries and the data they come with. */
const embedded = /\.(?:wasm|data)\?bytes$/
/** From here on a file is embedded compressed: espeak's data take 16 MB then instead of 32, for 0.1 s at their import. */
const compressedFromBytes = 1 << 20

/**
 * Makes `import bytes from 'package/file.wasm?bytes'` (or `.data`) a Uint8Array inside the bundle, so that a kept
 * library works from one file, in an archive and in a worker, without a path to find at run time.
 * @returns {import('vite').Plugin}
 */
export function wasmBytes() {
  return {
    name: 'wasm-bytes',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!embedded.test(source)) return null
      const file = source.slice(0, -suffix.length)
      const packed = importer && findInPackage(file, importer)
      if (packed) return packed + suffix
      const resolved = await this.resolve(file, importer, { skipSelf: true })
      return resolved ? resolved.id + suffix : null
    },
    load(id) {
      if (!embedded.test(id)) return null
      const bytes = readFileSync(id.slice(0, -suffix.length))
      if (bytes.length < compressedFromBytes)
        return withoutMap(
          `export default new Uint8Array(Buffer.from('${bytes.toString('base64')}', 'base64'))`,
        )
      const base64 = gzipSync(bytes).toString('base64')
      return withoutMap(`import { gunzipSync } from 'node:zlib'
export default new Uint8Array(gunzipSync(Buffer.from('${base64}', 'base64')))`)
    },
  }
}

/** A package may name only its scripts in `exports`: what lies beside them is found on disk. @returns a path, or undefined */
export function findInPackage(file, importer) {
  const folders = /^[./]/.test(file) ? [] : (createRequire(importer).resolve.paths(file) ?? [])
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path))
}

/** A source map would repeat the bytes. */
function withoutMap(code) {
  return { code, map: { mappings: '' } }
}
