import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { enginePlugins } from '../../scripts/vite-engine-plugins.mjs'

const root = resolve(import.meta.dirname, '../..')

/** A document host built as the product builds it, in a folder of its own. */
export interface BuiltHost {
  readonly script: string
  remove(): void
}

/**
 * Builds an entry of src-main or a test's stand-in, with its guard beside it.
 * @param entry from the project's root
 */
export async function buildHost(entry = 'src-main/document-host/index.ts'): Promise<BuiltHost> {
  const folder = mkdtempSync(join(tmpdir(), 'lector-document-host-'))
  await buildOne('document-host', entry, folder)
  await buildOne('document-guard', 'src-main/document-host/guard/thread.ts', folder)
  return { script: join(folder, 'document-host.js'), remove: () => rmSync(folder, { recursive: true }) }
}

/** One at a time: of two entries the bundler may put what it adds itself into one, which the other then runs. */
async function buildOne(name: string, entry: string, folder: string): Promise<void> {
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
      emptyOutDir: false,
      rolldownOptions: {
        input: { [name]: join(root, entry) },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  })
}
