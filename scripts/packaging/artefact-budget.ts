import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

const mebibyte = 2 ** 20

/**
 * What may be passed on at most, in MiB. Measured on linux-x64 with Electron 25: 354 unpacked, of which our own archive is
 * 40, the runtime of the voices 45, the default voice with what is prepared of it 37, and Electron nearly all of the rest
 * (its binary alone 159); as tar.gz 152. What is left is room for a younger Electron; whoever needs more says here what for.
 */
export const budgetMebibytes = { unpacked: 480, archive: 220 } as const

/** @returns what lies in a folder, in bytes; links are not followed */
export async function folderBytes(folder: string): Promise<number> {
  let bytes = 0
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) bytes += await folderBytes(path)
    else if (entry.isFile()) bytes += (await stat(path)).size
  }
  return bytes
}

/** @throws Error when it is more than may be passed on */
export function holdToBudget(what: keyof typeof budgetMebibytes, bytes: number): void {
  const most = budgetMebibytes[what]
  if (bytes <= most * mebibyte) return
  throw new Error(`${Math.ceil(bytes / mebibyte)} MiB ${what} are more than the ${most} that are allowed`)
}
