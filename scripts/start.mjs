/*
 * Starts Lector from a checkout, setting up first whatever is missing. Plain JavaScript without dependencies: it runs
 * before anything is installed.
 *
 *   npm start                       the window; where there is no display, the sample document to a WAV
 *   npm start -- FILE …             the window, with these documents
 *   npm start -- COMMAND …          the command line (npm start -- --help)
 *   npm test [-- vitest arguments]  every test
 *   npm run check                   format, lint, types, audit, every test
 *   npm run pictures                every picture of the window, by the tests that take them
 *   npm run package [-- targets]    the application as it is installed, unpacked into dist/
 *   node scripts/start.mjs --setup  what the tests need, and nothing more
 */
import { existsSync } from 'node:fs'
import { dirname, extname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { provideBuild } from './bootstrap/build.mjs'
import { cacheDirectory } from './bootstrap/cache-directory.mjs'
import { runStaticChecks, runTests } from './bootstrap/checks.mjs'
import { provideElectron } from './bootstrap/electron.mjs'
import { listenForInterruption } from './bootstrap/interruption.mjs'
import { hasDisplay, narrateSample, openWindow, runCommandLine } from './bootstrap/launch.mjs'
import { packageApp, readPackageArguments } from './bootstrap/package.mjs'
import { providePackages } from './bootstrap/packages.mjs'
import { requireNode } from './bootstrap/prerequisites.mjs'
import { takeSetupLock } from './bootstrap/setup-lock.mjs'
import { provideSystemLibraries } from './bootstrap/system-libraries.mjs'
import { Interrupted, Problem, say } from './bootstrap/terminal.mjs'
import { provideTestVoices, provideVoice } from './bootstrap/voice.mjs'

/** Commands that manage voices, read what is narrated or only talk about themselves start without one. */
const commandsWithoutVoice = ['voices', 'verify', 'help', '--help', '-h', '--version']

/** What takes pictures says so in its name, or in that of the tests it stands among. */
const picturesOnly = ['--project=e2e', '--testNamePattern=picture']

const interruption = listenForInterruption()
const context = {
  root: dirname(dirname(fileURLToPath(import.meta.url))),
  cache: cacheDirectory(),
  // Relative paths on the command line are meant from where the person is, not from the checkout.
  environment: { ...process.env, INIT_CWD: process.env.INIT_CWD ?? process.cwd() },
  interruption,
  signal: interruption.signal,
}

try {
  process.exitCode = await start(readArguments(process.argv.slice(2)))
} catch (error) {
  process.exitCode = report(error)
}

function readArguments([first, ...rest]) {
  if (first === '--test') return { mode: 'test', args: rest }
  if (first === '--check') return { mode: 'check', args: rest }
  if (first === '--pictures') return { mode: 'pictures', args: [...picturesOnly, ...rest] }
  if (first === '--package') return { mode: 'package', args: rest }
  if (first === '--setup') return { mode: 'setup', args: rest }
  const args = first === '--' ? rest : first === undefined ? [] : [first, ...rest]
  if (hasDisplay() && args.every(isDocument)) return { mode: 'window', args }
  return { mode: args.length > 0 ? 'command' : 'sample', args }
}

/** Commands are plain words; a word with an ending that names a file is something to read. */
function isDocument(word) {
  return extname(word) !== '' && existsSync(resolve(context.environment.INIT_CWD, word))
}

async function start({ mode, args }) {
  requireNode()
  const isTesting = ['test', 'check', 'pictures', 'setup'].includes(mode)
  const needsVoice = mode !== 'command' || !commandsWithoutVoice.includes(args[0])

  const release = await takeSetupLock(context.root, context.signal)
  await providePackages(context)
  await provideBuild(context)
  if (needsVoice) await provideVoice(context)
  if (isTesting) await provideTestVoices(context)
  let electron
  const isStarted = mode === 'command' && args[0] === 'bench' && args[1] === 'startup'
  if (isTesting || mode === 'window' || isStarted) {
    const purposes = { window: ['window'], command: ['window', 'display'] }[mode]
    await provideSystemLibraries(purposes ?? ['build', 'window', 'display'], context)
  }
  if (isTesting || mode === 'window' || mode === 'package' || isStarted)
    electron = await provideElectron(context)
  if (mode === 'package') await packageApp(context, electron, readPackageArguments(args))
  release()
  context.signal.throwIfAborted()

  if (mode === 'setup' || mode === 'package') return 0
  if (mode === 'window') return openWindow(context, electron, args)
  if (mode === 'sample') return narrateSample(context)
  if (mode === 'command') return runCommandLine(context, args, electron)
  const failedChecks = mode === 'check' ? await runStaticChecks(context) : []
  if (mode === 'pictures') context.environment.LECTOR_PICTURES = '1'
  const testCode = await runTests(context, electron, args)
  if (failedChecks.length > 0) say(`Checks that found something: ${failedChecks.join(', ')}.`)
  return testCode || (failedChecks.length > 0 ? 1 : 0)
}

function report(error) {
  if (error instanceof Interrupted) return error.exitCode
  if (!(error instanceof Problem)) throw error
  if (error.output) say(error.output.replace(/^/gm, '  '))
  say(error.message)
  return 1
}
