import { AppInfo, Packager, Platform } from 'electron-builder'
import { createElectronFrameworkSupport } from 'app-builder-lib/out/electron/ElectronFramework'
import { resolve } from 'node:path'

/**
 * electron-builder's own packager with Lector's configuration, as far as it comes before anything is built: the file is
 * found, loaded and held against its schema.
 */
export async function loadPackager(platform: Platform): Promise<Packager> {
  const packager = new Packager({
    projectDir: resolve('.'),
    targets: platform.createTarget('dir'),
    config: 'electron-builder.config.ts',
  })
  await packager.validateConfig()
  const framework = await createElectronFrameworkSupport(packager.config, packager)
  return Object.assign(packager, { _appInfo: new AppInfo(packager, null), _framework: framework })
}
