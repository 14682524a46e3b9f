import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../..')

/** A document host built as the product builds it, in a folder of its own. */
export interface BuiltHost {
  readonly script: string
  remove(): void
}

/** Builds an entry of src-main or a test's stand-in into one CommonJS file. */
export async function buildHost(entry = 'src-main/document-host/index.ts'): Promise<BuiltHost> {
  const folder = mkdtempSync(join(tmpdir(), 'lector-document-host-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@contract': join(root, 'src-main/contract') } },
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node18',
      outDir: folder,
      rolldownOptions: {
        input: { host: join(root, entry) },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  })
  return { script: join(folder, 'host.cjs'), remove: () => rmSync(folder, { recursive: true }) }
}
