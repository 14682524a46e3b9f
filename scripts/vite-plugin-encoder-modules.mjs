import { readFileSync } from 'node:fs'
import { findInPackage } from './vite-plugin-wasm-bytes.mjs'

const suffix = '?encoder'

/** A version in which each of these is not found exactly once is not built. */
const changes = [
  // Published half as CommonJS, half as a module: no runtime loads it so.
  ['Object.defineProperty(exports, "__esModule", { value: true });', ''],
  ['exports.default = Module;', 'export default Module;'],
  // The library is in the module itself: nothing is loaded from a path.
  ['import.meta.url', '""'],
]

/**
 * Makes `import createModule from '@mediabunny/…/dist/modules/build/….js?encoder'` the compiled encoder inside such a
 * package. By their front doors they run it in a worker and answer with what fits Mediabunny's own writers, which know
 * neither chapters nor an encoder's delay.
 * @returns {import('vite').Plugin}
 */
export function encoderModules() {
  return {
    name: 'encoder-modules',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!source.endsWith(suffix) || !importer) return null
      const path = findInPackage(source.slice(0, -suffix.length), importer)
      return path ? path + suffix : null
    },
    load(id) {
      if (!id.endsWith(suffix)) return null
      const path = id.slice(0, -suffix.length)
      const code = changes.reduce(
        (text, [from, to]) => {
          const parts = text.split(from)
          if (parts.length !== 2) throw new Error(`${path} is not as expected: ${from}`)
          return parts.join(to)
        },
        readFileSync(path, 'utf8'),
      )
      return { code, map: { mappings: '' } }
    },
  }
}
