import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the document hosts of this run are built, each when it is first asked for. */
    builtHosts: string
  }
}

/** Set up once for a run of the tests: the folder that its workers build into, removed when all have ended. */
export default function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'lector-document-hosts-'))
  provide('builtHosts', folder)
  return () => rmSync(folder, { recursive: true })
}
