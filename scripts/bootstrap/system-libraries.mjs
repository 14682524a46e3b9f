import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isOnPath, outputOf, runStep } from './children.mjs'
import { say } from './terminal.mjs'

/**
 * What Lector needs from Debian or Ubuntu, by purpose. A tool counts as there when its command is;
 * a library when its package is.
 */
const needs = {
  /** To compile the native audio output. */
  build: [
    { package: 'g++', command: 'g++' },
    { package: 'make', command: 'make' },
    { package: 'python3', command: 'python3' },
    { package: 'libasound2-dev' },
  ],
  /** To open a window. */
  window: [
    'libnss3',
    'libatk1.0-0',
    'libatk-bridge2.0-0',
    'libcups2',
    'libdrm2',
    'libgbm1',
    'libgtk-3-0',
    'libasound2',
    'libxss1',
  ].map((name) => ({ package: name })),
  /** To open a window where there is no display. */
  display: [{ package: 'xvfb', command: 'Xvfb' }],
}

/**
 * Installs the missing system packages as root; otherwise prints, once, the command that would. Never fatal: whatever
 * really cannot do without one says so itself.
 * @param purposes any of 'build', 'window', 'display'
 */
export async function provideSystemLibraries(purposes, { root, signal }) {
  if (process.platform !== 'linux' || !isOnPath('dpkg-query') || !isOnPath('apt-get')) return
  const missing = missingPackages(purposes.flatMap((purpose) => needs[purpose]))
  if (missing.length === 0) return
  if (process.getuid() !== 0) {
    tellOnce(
      root,
      `System packages are missing: sudo apt-get install ${missing.map(nameInThisRelease).join(' ')}`,
    )
    return
  }
  say(`Installing system packages: ${missing.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // Stopped half-way, dpkg would leave packages unconfigured: an interruption waits for its end.
  const options = { env, signal, letFinish: true }
  await runStep('apt-get', ['update', '-q'], options)
  const names = missing.map(nameInThisRelease)
  const { code } = await runStep(
    'apt-get',
    ['install', '-q', '-y', '--no-install-recommends', ...names],
    options,
  )
  if (code !== 0)
    say(`They could not be installed; if something fails later, run: apt-get install ${names.join(' ')}`)
}

function missingPackages(wanted) {
  const byCommand = wanted.filter((need) => need.command && !isOnPath(need.command))
  const libraries = wanted.filter((need) => !need.command).map((need) => need.package)
  if (libraries.length === 0) return byCommand.map((need) => need.package)
  // Since the change to 64-bit time some names end in "t64".
  const listing = outputOf('sh', [
    '-c',
    'dpkg-query --show --showformat \'${Package} ${db:Status-Status}\\n\' "$@" 2>/dev/null; true',
    'sh',
    ...libraries.flatMap((name) => [name, `${name}t64`]),
  ])
  const installed = new Set(
    (listing ?? '')
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  const absent = libraries.filter((name) => !installed.has(name) && !installed.has(`${name}t64`))
  return [...byCommand.map((need) => need.package), ...absent]
}

function nameInThisRelease(name) {
  const renamed = `${name}t64`
  return (outputOf('apt-cache', ['show', '--no-all-versions', renamed]) ?? '') !== '' ? renamed : name
}

function tellOnce(root, line) {
  const path = join(root, '.cache', 'told-system-packages')
  if (existsSync(path) && readFileSync(path, 'utf8') === line) return
  say(line)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, line)
}
