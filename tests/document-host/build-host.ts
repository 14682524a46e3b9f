import { copyFileSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { inject, vi } from 'vitest'
import { enginePlugins } from '../../scripts/vite-engine-plugins.mjs'
import { codeOf } from '../../src-main/app/atomic-file'

const root = resolve(import.meta.dirname, '../..')
/** For another worker's build; it takes ten seconds on a quiet machine. */
const patienceMilliseconds = 110_000

/** A document host built as the product builds it, kept for the run of the tests. */
export interface BuiltHost {
  readonly script: string
}

/**
 * Builds an entry of src-main or a test's stand-in, with its guard beside it, unless this run has built it before.
 * @param entry from the project's root
 */
export async function buildHost(entry = 'src-main/document-host/index.ts'): Promise<BuiltHost> {
  const guard = await builtOnce('document-guard', 'src-main/document-host/guard/thread.ts')
  const host = await builtOnce('document-host', entry, (folder) => {
    for (const name of readdirSync(guard)) copyFileSync(join(guard, name), join(folder, name))
  })
  return { script: join(host, 'document-host.js') }
}

/**
 * The folder that holds an entry's bundle. Whoever makes the folder builds into it, and gives it its name when it is
 * whole; the other workers wait for that.
 */
async function builtOnce(
  name: string,
  entry: string,
  complete: (folder: string) => void = () => undefined,
): Promise<string> {
  const folder = join(inject('builtHosts'), entry.replaceAll('/', '-'))
  const unfinished = `${folder}.unfinished`
  if (isMade(unfinished)) {
    await buildOne(name, entry, join(unfinished, 'bundle'))
    complete(join(unfinished, 'bundle'))
    renameSync(join(unfinished, 'bundle'), folder)
  }
  await vi.waitFor(() => readdirSync(folder), { timeout: patienceMilliseconds, interval: 50 })
  return folder
}

/** Makes a folder. @returns false: it is there already */
function isMade(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
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
      rolldownOptions: {
        input: { [name]: join(root, entry) },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  })
}
