import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const suffix = '.json?speech'
const library = /[\\/]speech-rule-engine[\\/]mjs[\\/]/
/** What the library would take from its surroundings, as we give it. */
const ownOutside = fileURLToPath(
  new URL('../src-main/engine/documents/math/rule-engine-outside.ts', import.meta.url),
)
/** Rules of other dialects, and for the steps of someone who walks about in a formula; the rest lean on each other. */
const unused = /\/rules\/(?:chromevox|emacspeak|prefix)(?:[._]|$)/

/**
 * Makes speech-rule-engine work from a bundle: without the files, the addresses and the `require` that it looks for at
 * run time, and without its remarks on the console. `import table from 'speech-rule-engine/lib/mathmaps/de.json?speech'`
 * is a language's table of rules and names as gzip in base64, 40 KB instead of 280.
 * @returns {import('vite').Plugin}
 */
export function mathSpeech() {
  return {
    name: 'math-speech',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (source.endsWith('/system_external.js') && importer && library.test(importer)) return ownOutside
      if (!source.endsWith(suffix)) return null
      const resolved = await this.resolve(source.slice(0, -'?speech'.length), importer, { skipSelf: true })
      return resolved ? resolved.id + '?speech' : null
    },
    load(id) {
      if (!id.endsWith(suffix)) return null
      const table = JSON.parse(readFileSync(id.slice(0, -'?speech'.length), 'utf8'))
      const used = Object.fromEntries(Object.entries(table).filter(([name]) => !unused.test(name)))
      const base64 = gzipSync(JSON.stringify(used), { level: 9 }).toString('base64')
      return { code: `export default '${base64}'`, map: { mappings: '' }, moduleType: 'js' }
    },
    transform(code, id) {
      if (!library.test(id)) return null
      return { code: code.replace(/\bconsole\.(?:log|error|warn|info)\(/g, 'void ('), map: null }
    },
  }
}
