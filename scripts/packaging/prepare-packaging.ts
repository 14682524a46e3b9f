import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Arch, type AfterPackContext } from 'electron-builder'
import { offeredKindsScript } from './offered-kinds'

/** Where the part of the installer for Windows lies, from the root. */
export const offeredKindsPath = '.cache/packaging/offered-kinds.nsh'

/**
 * Before a folder is filled: writes what is made from the one list of kinds.
 * @throws Error when it is for another machine than this: naudiodon is compiled here
 */
export async function preparePackaging(context: AfterPackContext): Promise<void> {
  const machine = `${context.electronPlatformName}-${Arch[context.arch]}`
  const here = `${process.platform}-${process.arch}`
  if (machine !== here)
    throw new Error(`Lector for ${machine} cannot be packaged on ${here}: run this on such a machine.`)
  await mkdir(dirname(offeredKindsPath), { recursive: true })
  await writeFile(offeredKindsPath, offeredKindsScript())
}
