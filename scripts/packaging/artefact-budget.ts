import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

const mebibyte = 2 ** 20

/**
 * What may be passed on at most, in MiB. Measured on linux-x64 with Electron 25: 354 unpacked, of which Electron is 200,
 * the runtime of the voices 45, the default voice with what is prepared of it 75, our own archive 30; a youngest Electron
 * is some 70 larger. The rest is room to grow in; whoever needs more says here what for.
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
