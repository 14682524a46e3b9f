import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Arch, type AfterPackContext } from 'electron-builder'
import { makeNotice } from './notice'
import { offeredKindsScript } from './offered-kinds'

/** Where the part of the installer for Windows lies, from the root. */
export const offeredKindsPath = '.cache/packaging/offered-kinds.nsh'

/**
 * Before a folder is filled: writes what is made from the one list of kinds.
 * @throws Error when it is for another machine than this: naudiodon is compiled here; when NOTICE is not
 *   what it would be of the packages installed, or one of them has a licence that is not known
 */
export async function preparePackaging(context: AfterPackContext): Promise<void> {
  const machine = `${context.electronPlatformName}-${Arch[context.arch]}`
  const here = `${process.platform}-${process.arch}`
  if (machine !== here)
    throw new Error(`Lector for ${machine} cannot be packaged on ${here}: run this on such a machine.`)
  if ((await readFile('NOTICE', 'utf8')) !== (await makeNotice('.')))
    throw new Error('NOTICE does not tell what is inside: write it anew, as docs/releasing.md says.')
  await mkdir(dirname(offeredKindsPath), { recursive: true })
  await writeFile(offeredKindsPath, offeredKindsScript())
}
