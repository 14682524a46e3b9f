import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isOnPath, runInForeground, runStep } from './children.mjs'
import { hasDisplay, startingEnvironment } from './launch.mjs'
import { npmCommand } from './packages.mjs'
import { Problem, say } from './terminal.mjs'

/** The static checks, as package.json scripts, and what to do when one finds something. */
const staticChecks = [
  { script: 'format:check', advice: 'npm run format' },
  { script: 'lint', advice: 'npm run lint' },
  { script: 'types', advice: 'npm run types' },
  { script: 'audit', advice: 'update what it names, or except it (scripts/audit-dependencies.mjs)' },
]

/**
 * Runs every static check, also after one found something: side by side, since none of them keeps two cores busy. What
 * one says is shown when it has ended. @returns names of the scripts that found something
 */
export async function runStaticChecks({ root, environment, signal }) {
  const [command, ...args] = npmCommand()
  say(`Checking: ${staticChecks.map(({ script }) => script).join(', ')}.`)
  const codes = await Promise.all(
    staticChecks.map(async ({ script, advice }) => {
      const lines = []
      const { code } = await runStep(command, [...args, 'run', '--silent', script], {
        cwd: root,
        env: environment,
        signal,
        onLine: (line) => lines.push(line),
      })
      if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
      if (code !== 0) say(`${script} found something: ${advice}`)
      return code
    }),
  )
  return staticChecks.flatMap(({ script }, index) => (codes[index] === 0 ? [] : [script]))
}

/**
 * Runs the tests, on virtual displays where there is none, and ends with a count and every skipped test by name.
 * @returns the exit code of the test runner
 */
export async function runTests({ root, environment, interruption }, electron, extraArguments) {
  requireDisplay(environment)
  const reports = mkdtempSync(join(tmpdir(), 'lector-tests-'))
  const summaryPath = join(reports, 'summary.json')
  const reporter = fileURLToPath(new URL('test-summary-reporter.mjs', import.meta.url))
  const args = [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    `--reporter=${reporter}`,
    ...extraArguments,
  ]
  const env = {
    ...startingEnvironment(environment, electron, ['--disable-gpu']),
    LECTOR_TEST_SUMMARY: summaryPath,
  }
  try {
    const code = await runInForeground(process.execPath, args, { cwd: root, env, interruption })
    if (existsSync(summaryPath)) printSummary(JSON.parse(readFileSync(summaryPath, 'utf8')))
    return code
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
}

/** Where there is no display, the window tests start virtual ones (tests/e2e/displays.ts). */
function requireDisplay(environment) {
  if (!hasDisplay(environment) && !isOnPath('Xvfb'))
    throw new Problem(
      'The window tests need a display: install xvfb (apt-get install xvfb) and run the same command again.',
    )
}

function printSummary({ passed, failed, skipped }) {
  const lines =
    skipped.length === 0
      ? ['0 tests skipped.']
      : [
          `${skipped.length} ${skipped.length === 1 ? 'test' : 'tests'} skipped:`,
          ...skipped.map(({ name, reason }) => `  ${name}${reason ? ` (${reason})` : ''}`),
        ]
  process.stdout.write(
    `\n${lines.join('\n')}\n${passed} passed, ${failed} failed, ${skipped.length} skipped\n`,
  )
}
