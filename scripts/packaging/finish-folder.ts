import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AfterPackContext } from 'electron-builder'
import { folderBytes, holdToBudget } from './artefact-budget'
import { flipAllFuses } from './flip-fuses'
import { searchBesideItself } from './library-search-path'

/** What an Electron brings as its own application: it would be opened in the place of ours. */
const foreignApplications = ['app', 'default_app.asar']
const systemAudio = 'app.asar.unpacked/node_modules/naudiodon/build/Release/naudiodon.node'

/**
 * When a folder is filled, before anything is made of it.
 * @param isInspectable see `flipAllFuses`
 */
export function finishFolderWith(options: {
  isInspectable: boolean
}): (context: AfterPackContext) => Promise<void> {
  return (context) => finishFolder(context, options)
}

async function finishFolder(
  { packager, appOutDir, electronPlatformName }: AfterPackContext,
  { isInspectable }: { isInspectable: boolean },
): Promise<void> {
  const resources = packager.getResourcesDir(appOutDir)
  for (const name of foreignApplications) await rm(join(resources, name), { recursive: true, force: true })
  if (electronPlatformName === 'linux') await searchBesideItself(join(resources, systemAudio))
  const { productFilename } = packager.appInfo
  const programs: Record<string, string> = {
    darwin: join(`${productFilename}.app`, 'Contents', 'MacOS', productFilename),
    win32: `${productFilename}.exe`,
    linux: 'executableName' in packager ? String(packager.executableName) : productFilename,
  }
  await flipAllFuses(join(appOutDir, programs[electronPlatformName]), isInspectable)
  holdToBudget('unpacked', await folderBytes(appOutDir))
}
