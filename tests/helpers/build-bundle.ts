import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { enginePlugins } from '../../scripts/vite-engine-plugins.mjs'

const checkout = resolve(import.meta.dirname, '../..')

/** Entries built as the product builds them, in a folder of their own. */
export interface Bundle {
  /** Holds `<name>.js` for every entry. */
  readonly folder: string
  remove(): void
}

/**
 * @param entries name -> file, from the root
 * @param root    of the sources; absent: this checkout
 */
export async function buildBundle(
  entries: Readonly<Record<string, string>>,
  root = checkout,
): Promise<Bundle> {
  const cache = join(checkout, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  // Under node_modules, so that the native modules are found as the product finds them.
  const folder = mkdtempSync(join(cache, 'test-bundle-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: enginePlugins(),
    resolve: { alias: { '@contract': join(root, 'src-main/contract') } },
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node18',
      outDir: folder,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(root, file)])),
        external: ['onnxruntime-node', 'naudiodon'],
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  })
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}
