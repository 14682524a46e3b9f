import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuildResult } from 'electron-builder'
import { holdToBudget } from './artefact-budget'
import { writeArchive } from './write-archive'

/**
 * When everything is made: adds the tar.gz, which electron-builder makes with tools that it fetches.
 * @returns what was added
 */
export function finishArtefactsWith({ isArchived }: { isArchived: boolean }) {
  return async ({ outDir }: Pick<BuildResult, 'outDir'>): Promise<string[]> => {
    if (!isArchived) return []
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
    const name = `lector-${version}-${process.platform}-${process.arch}`
    const path = join(outDir, `${name}.tar.gz`)
    holdToBudget('archive', await writeArchive(join(outDir, 'linux-unpacked'), path, name))
    return [path]
  }
}
