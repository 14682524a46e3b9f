import { readFileSync } from 'node:fs'

const suffix = '.json?names'

/**
 * Makes `import table from 'unicode-emoji-json/data-by-emoji.json?names'` a text inside the bundle, one line an emoji:
 * the emoji, a tab, its name. The rest of the table (groups, versions, and so on) stays behind: 78 KB instead of 387.
 * @returns {import('vite').Plugin}
 */
export function emojiNames() {
  return {
    name: 'emoji-names',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(suffix)) return null
      const resolved = await this.resolve(source.slice(0, -'?names'.length), importer, { skipSelf: true })
      return resolved ? resolved.id + '?names' : null
    },
    load(id) {
      if (!id.endsWith(suffix)) return null
      const byEmoji = JSON.parse(readFileSync(id.slice(0, -'?names'.length), 'utf8'))
      const lines = Object.entries(byEmoji).map(([emoji, { name }]) => `${emoji}\t${name}`)
      return {
        code: `export default ${JSON.stringify(lines.join('\n'))}`,
        map: { mappings: '' },
        moduleType: 'js',
      }
    },
  }
}
