import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AfterPackContext } from 'electron-builder'
import { searchBesideItself } from './library-search-path'

/** What an Electron brings as its own application: it would be opened in the place of ours. */
const foreignApplications = ['app', 'default_app.asar']
const systemAudio = 'app.asar.unpacked/node_modules/naudiodon/build/Release/naudiodon.node'

/** When a folder is filled, before anything is made of it. */
export async function finishFolder({
  packager,
  appOutDir,
  electronPlatformName,
}: AfterPackContext): Promise<void> {
  const resources = packager.getResourcesDir(appOutDir)
  for (const name of foreignApplications) await rm(join(resources, name), { recursive: true, force: true })
  if (electronPlatformName === 'linux') await searchBesideItself(join(resources, systemAudio))
}
