import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { create } from 'tar'

/** Of everything in it: the same folder makes the same archive, whenever that is. */
const writtenAt = new Date('2026-01-01T00:00:00Z')

/**
 * Writes a folder as a tar.gz, in a folder of its own name: sorted, with modes and links, of nobody in particular.
 * @param folder what is in it
 * @param name   what the folder is called in there
 * @returns how many bytes it has
 */
export async function writeArchive(folder: string, path: string, name = basename(folder)): Promise<number> {
  const root = dirname(folder)
  const former = relative(root, folder)
  await create(
    {
      file: path,
      cwd: root,
      gzip: { level: 9 },
      portable: true,
      mtime: writtenAt,
      noDirRecurse: true,
      prefix: '',
      onWriteEntry(entry) {
        entry.path = name + entry.path.slice(former.length)
      },
    },
    await pathsBelow(root, former),
  )
  return (await stat(path)).size
}

/** A folder and all that is in it, each folder before what it holds. */
async function pathsBelow(root: string, path: string): Promise<string[]> {
  const entries = await readdir(join(root, path), { withFileTypes: true })
  const below = entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => {
      const child = join(path, entry.name)
      return entry.isDirectory() ? pathsBelow(root, child) : [child]
    })
  return [path, ...(await Promise.all(below)).flat()]
}
