/*
 * Run as a child process: node download-official-electron.mjs ROOT.
 * Downloads the pinned Electron into its own cache, printing "received PERCENT" as it comes, then unpacks it where the
 * package `electron` looks for it. A process of its own, so that a connection that hangs can simply be killed.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const electronFolder = join(process.argv[2], 'node_modules', 'electron')
const require = createRequire(join(electronFolder, 'package.json'))
const { downloadArtifact } = await import(pathToFileURL(require.resolve('@electron/get')).href)

let told = -1
await downloadArtifact({
  version: require('./package.json').version,
  artifactName: 'electron',
  checksums: require('./checksums.json'),
  cacheRoot: process.env.electron_config_cache,
  platform: process.platform,
  arch: process.arch,
  downloadOptions: {
    quiet: true,
    getProgressCallback({ percent }) {
      const rounded = Math.floor(percent * 100)
      if (rounded === told) return
      told = rounded
      console.log(`received ${rounded}`)
    },
  },
})
// The package's installer finds the archive in the cache and only unpacks it.
require('./install.js')
