import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runStep } from './children.mjs'
import { requirePython } from './prerequisites.mjs'
import { provideSystemLibraries } from './system-libraries.mjs'
import { Problem, say } from './terminal.mjs'

const heartbeatMilliseconds = 20_000

/** Installs the packages of package-lock.json when it is not what node_modules was made from. */
export async function providePackages(context) {
  const { root, signal } = context
  const lockText = readFileSync(join(root, 'package-lock.json'))
  const wanted = createHash('sha256')
    .update(lockText)
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')
  const stampPath = join(root, 'node_modules', '.lector-stamp')
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === wanted) return

  // Someone may have run npm by hand: what is there already need not be made again, nor the network be asked.
  if (isInstalledAsLocked(root, JSON.parse(lockText))) {
    writeFileSync(stampPath, wanted)
    return
  }
  requirePython('build the native audio output')
  await provideSystemLibraries(['build'], context)
  say('Installing packages (npm ci): a minute or two the first time.')
  rmSync(stampPath, { force: true })
  const startedAt = performance.now()
  const heartbeat = setInterval(() => {
    say(`Installing packages: ${Math.round((performance.now() - startedAt) / 1000)} s so far.`)
  }, heartbeatMilliseconds)
  try {
    const [command, ...args] = npmCommand()
    const { code, output } = await runStep(
      command,
      [...args, 'ci', '--prefer-offline', '--no-audit', '--no-fund'],
      { cwd: root, env: installEnvironment(), signal },
    )
    if (code !== 0)
      throw new Problem(
        'The packages could not be installed: check the network connection and run the same command again.',
        output,
      )
  } finally {
    clearInterval(heartbeat)
  }
  writeFileSync(stampPath, wanted)
  say(`Packages installed in ${Math.round((performance.now() - startedAt) / 1000)} s.`)
}

/** How to start npm: the one that started us, else the one on PATH (on Windows a script that only the shell can start). */
export function npmCommand() {
  const fromNpm = process.env.npm_execpath
  if (fromNpm && /npm-cli\.[cm]?js$/.test(fromNpm)) return [process.execPath, fromNpm]
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')
  if (process.platform === 'win32' && existsSync(beside)) return [process.execPath, beside]
  return ['npm']
}

function installEnvironment() {
  const env = {
    ...process.env,
    // The runtime's post-install would fetch GPU libraries of several hundred megabytes.
    ONNXRUNTIME_NODE_INSTALL: 'skip',
    // Which Electron runs is decided later (electron.mjs).
    ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
  }
  const prefix = dirname(dirname(process.execPath))
  // Node's headers, where they are installed with it, spare node-gyp a download.
  if (existsSync(join(prefix, 'include', 'node', 'node_api.h'))) env.npm_config_nodedir = prefix
  return env
}

/** Compares npm's own record of what it put into node_modules with the lock file. */
function isInstalledAsLocked(root, lock) {
  const recordPath = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(recordPath)) return false
  const installed = JSON.parse(readFileSync(recordPath, 'utf8')).packages ?? {}
  const locked = lock.packages ?? {}
  for (const [path, { version, integrity }] of Object.entries(installed)) {
    if (locked[path]?.version !== version || locked[path]?.integrity !== integrity) return false
    if (!existsSync(join(root, path))) return false
  }
  return Object.entries(locked).every(
    ([path, { optional, devOptional }]) =>
      path === '' || path in installed || optional === true || devOptional === true,
  )
}
