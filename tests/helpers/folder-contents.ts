import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** What the files of a folder hold, by their names in order, a byte a character. @param besides a name that is left out */
export async function filesIn(folder: string, besides?: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => name !== besides).sort()
  const contents = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')))
  return Object.fromEntries(names.map((name, index) => [name, contents[index]]))
}

/** Takes everything out of a folder. */
export async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true })
}
