import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ZipEntry } from '../fixtures/hostile/zip'
import { hostileFiles } from '../fixtures/hostile'
import { corpusFolder, hasCorpus } from '../helpers/corpus-folder'
import { unzip } from './mutate-inside'

/** A file that mutants are made of. */
export interface Seed {
  readonly name: string
  readonly bytes: Buffer
  /** Of an archive that can be taken apart. */
  readonly entries: readonly ZipEntry[] | null
  /** How often it is taken: what is small is read quickly. */
  readonly weight: number
}

/** Larger ones would take most of the time, and break in no other way than smaller ones. */
const mostBytes = 2 * 2 ** 20
const weightBytes = 100_000

/** Every document of the corpus, where it is, and the project's own. */
export async function loadSeeds(): Promise<Seed[]> {
  const fixtures = resolve(import.meta.dirname, '../fixtures/documents')
  const folders = [fixtures, ...(hasCorpus ? [corpusFolder] : [])]
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name !== 'manifest.json' && name !== 'README.md')
      .sort()
      .map((name) => ({ name, bytes: readFileSync(join(folder, name)) })),
  )
  for (const { name, make } of hostileFiles.filter(({ isSmall }) => isSmall))
    files.push({ name, bytes: Buffer.from(await make('127.0.0.1:9', '/nowhere')) })
  const seeds: Seed[] = []
  for (const { name, bytes } of files.filter((file) => file.bytes.length <= mostBytes)) {
    const isArchive = bytes.toString('latin1', 0, 2) === 'PK'
    const entries = isArchive ? await unzip(bytes) : null
    seeds.push({
      name,
      bytes,
      entries: entries?.length ? entries : null,
      weight: 1 / (weightBytes + bytes.length),
    })
  }
  return seeds
}
