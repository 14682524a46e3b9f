import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, sep } from 'node:path'
import { runStep } from './children.mjs'
import { pinnedVersion } from './official-electron.mjs'
import { Problem, say } from './terminal.mjs'
import { defaultVoice } from './voice.mjs'

/** Says that the folder is for tests, and may have the development runtime in it. */
const forTestsOption = '--for-tests'

/** Written by a step of our own: electron-builder fetches tools for it. */
const archiveTarget = 'tar.gz'

/** What follows `npm run package --`: the option above, or what electron-builder is to make, such as `deb`. */
export function readPackageArguments(args) {
  return {
    isForTests: args.includes(forTestsOption),
    targets: args.filter((word) => word !== forTestsOption),
  }
}

/**
 * Makes the application out of what is built, the default voice and an Electron.
 * @param electron what `provideElectron` found
 * @param options.isForTests  whether it may be another Electron than the pinned one
 * @param options.isInspectable whether tests may drive its window; only together with the former
 * @param options.targets     as electron-builder names them; none: the unpacked application alone
 * @param options.output      the folder that it goes to; absent: dist/
 */
export async function packageApp(
  context,
  electron,
  { isForTests = false, isInspectable = false, targets = [], output } = {},
) {
  const { root, environment, signal } = context
  const builderTargets = targets.filter((target) => target !== archiveTarget)
  if (isForTests && builderTargets.length > 0)
    throw new Problem(
      `What is made with ${forTestsOption} is never passed on: leave out ${builderTargets.join(' ')}.`,
    )
  const isArchived = builderTargets.length < targets.length
  if (isArchived && process.platform !== 'linux')
    throw new Problem(`${archiveTarget} is made on Linux alone.`)
  const runtime = runtimeFolder(electron.binary)
  if (!isForTests) requireRelease(root, runtime)
  requireSystemAudio(root)
  say('Packaging.')
  await provideCarriedVoices(context)
  const args = [
    join(root, 'node_modules', 'electron-builder', 'cli.js'),
    '--config=electron-builder.config.ts',
    '--publish=never',
    `-c.electronDist=${runtime}`,
    ...(output === undefined ? [] : [`-c.directories.output=${output}`]),
    platformOption[process.platform],
    ...(builderTargets.length === 0 ? ['dir'] : builderTargets),
  ]
  const { code, output: said } = await runStep(process.execPath, args, {
    cwd: root,
    env: {
      ...environment,
      LECTOR_INSPECTABLE: isForTests && isInspectable ? '1' : '0',
      LECTOR_TAR_GZ: isArchived ? '1' : '0',
    },
    signal,
  })
  if (code !== 0)
    throw new Problem('Lector could not be packaged: mend what is named above and run it again.', said)
  say(`Packaged into ${output ?? join(root, 'dist')}.`)
}

const platformOption = { linux: '--linux', darwin: '--mac', win32: '--win' }

/** The folder of an Electron, by the path of its binary. */
function runtimeFolder(binary) {
  const isBundle = basename(dirname(binary)) === 'MacOS'
  return isBundle ? dirname(dirname(dirname(dirname(binary)))) : dirname(binary)
}

/** Official archives say their version in a file; the development runtime has none, whatever way it was found. */
function requireRelease(root, runtime) {
  const versionFile = join(runtime, 'version')
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : null
  const wanted = pinnedVersion(root)
  if (version === wanted) return
  throw new Problem(
    `Only the official Electron ${wanted} is packaged, and ${runtime} is not it: connect to the network and run the same command again. For tests alone there is npm run package -- ${forTestsOption}.`,
  )
}

/** Optional for a checkout; nobody who installs Lector could add it. */
function requireSystemAudio(root) {
  if (existsSync(join(root, 'node_modules', 'naudiodon', 'build', 'Release', 'naudiodon.node'))) return
  throw new Problem(
    'The native audio output did not compile here and belongs into the package: install a C++ compiler (on Linux also libasound2-dev), run npm rebuild naudiodon, then the same command again.',
  )
}

/**
 * Puts the voices where the package takes them from: of the default one its files, its licence, and what is prepared of
 * it, made anew, so that nothing of another version is carried along (to speak is what prepares it); of the others only
 * how they are described, since each is fetched when it is asked for.
 */
async function provideCarriedVoices({ root, environment, signal }) {
  const models = join(root, '.cache', 'packaging', 'models')
  rmSync(models, { recursive: true, force: true })
  const isCarried = (path) => {
    const [, voice, folder] = relative(root, path).split(sep)
    // Voices that somebody added to this checkout are theirs.
    return voice !== '.added' && folder !== 'prepared' && (folder !== 'files' || voice === defaultVoice)
  }
  cpSync(join(root, 'models'), models, { recursive: true, filter: isCarried })
  const workshop = mkdtempSync(join(tmpdir(), 'lector-package-'))
  try {
    const { code, output } = await runStep(
      process.execPath,
      [join(root, 'out', 'main', 'cli.js'), 'speak', 'Ready.', '--out', join(workshop, 'ready.wav')],
      { cwd: root, env: { ...environment, LECTOR_VOICES: models, LECTOR_SPEECH_CACHE: workshop }, signal },
    )
    if (code !== 0)
      throw new Problem(
        `The voice "${defaultVoice}" does not speak, so that nothing was packaged: see above.`,
        output,
      )
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
}
