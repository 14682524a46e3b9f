/*
 * Asks the registry whether anything that ships is known to be unsafe; part of `npm run check`. What ships is bundled, so
 * that `npm audit --omit=dev` would look at two packages of a hundred. Where no registry answers, one line says so.
 */
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { shippedPackages } from './audit/shipped-packages.mjs'
import { verdictOf } from './audit/verdict.mjs'
import { npmCommand } from './bootstrap/packages.mjs'

/** Advisories that are known and do no harm here, each with its reason and the day from which it counts again. */
const exceptions = []
/** Without a network npm would try for minutes. */
const patience = ['--fetch-retries=0', '--fetch-timeout=20000']

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [command, ...args] = npmCommand()
const { stdout } = spawnSync(command, [...args, 'audit', '--json', ...patience], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
  windowsHide: true,
})
const today = new Date().toISOString().slice(0, 10)
const { passes, lines } = verdictOf(parsed(stdout), shippedPackages(root), exceptions, today)
process.stdout.write(`${lines.join('\n')}\n`)
process.exitCode = passes ? 0 : 1

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    // npm could not be started, or was cut off: it has not answered.
    return null
  }
}
