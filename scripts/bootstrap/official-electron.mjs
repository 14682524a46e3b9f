import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runStep } from './children.mjs'
import { say } from './terminal.mjs'

/** Being offline costs at most this long; a download that has begun may rest longer. */
const firstByteMilliseconds = 15_000
const stallMilliseconds = 60_000

/** The version of Electron that package.json pins. */
export function pinnedVersion(root) {
  return JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')).version
}

/** The official binary that is already unpacked, in the pinned version, or null. */
export function officialElectron(root, binaryName) {
  const distribution = join(root, 'node_modules', 'electron', 'dist')
  const versionFile = join(distribution, 'version')
  if (!existsSync(versionFile)) return null
  if (readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') !== pinnedVersion(root)) return null
  const binary = join(distribution, binaryName)
  return existsSync(binary) ? binary : null
}

/**
 * Downloads and unpacks the pinned Electron with the package's own, checksum-verifying downloader.
 * @returns true when it is there now, false when it could not be had
 * @throws the reason of `signal`
 */
export async function downloadOfficialElectron({ root, signal, environment }) {
  const version = pinnedVersion(root)
  say(`Downloading Electron ${version}.`)
  const patience = new AbortController()
  let timer = setTimeout(() => patience.abort(), firstByteMilliseconds)
  const stop = () => patience.abort()
  signal.addEventListener('abort', stop, { once: true })
  let told = 0
  const onLine = (line) => {
    const percent = Number(/^received (\d+)$/.exec(line)?.[1] ?? Number.NaN)
    if (Number.isNaN(percent)) return
    clearTimeout(timer)
    timer = setTimeout(() => patience.abort(), stallMilliseconds)
    if (percent < told + 10) return
    told = percent
    say(`Downloading Electron ${version}: ${percent} %.`)
  }
  const script = fileURLToPath(new URL('download-official-electron.mjs', import.meta.url))
  try {
    const options = { cwd: root, env: environment, signal: patience.signal, onLine }
    const { code } = await runStep(process.execPath, [script, root], options)
    return code === 0
  } catch (error) {
    signal.throwIfAborted()
    if (patience.signal.aborted) return false
    throw error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
