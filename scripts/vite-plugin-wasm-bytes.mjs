import { readFileSync } from 'node:fs'

const suffix = '?bytes'

/**
 * Makes `import bytes from 'package/file.wasm?bytes'` a Uint8Array inside the bundle, so that a kept library's
 * WebAssembly works from one file, in an archive and in a worker, without a path to find at run time.
 * @returns {import('vite').Plugin}
 */
export function wasmBytes() {
  return {
    name: 'wasm-bytes',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(`.wasm${suffix}`)) return null
      const resolved = await this.resolve(source.slice(0, -suffix.length), importer, { skipSelf: true })
      return resolved ? resolved.id + suffix : null
    },
    load(id) {
      if (!id.endsWith(`.wasm${suffix}`)) return null
      const base64 = readFileSync(id.slice(0, -suffix.length)).toString('base64')
      return `export default new Uint8Array(Buffer.from('${base64}', 'base64'))`
    },
  }
}
