import { execFile } from 'node:child_process'
import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '@contract/errors'

const run = promisify(execFile)

/** A published package and what it runs on. */
export interface PeerPackage {
  /** Part of the folder's name: another version is another environment. */
  readonly name: string
  readonly requirements: readonly string[]
}

/**
 * A Python environment with the package in it, made when it is first asked for and kept.
 * @param toolsDirectory where it is kept
 * @returns the path of its Python
 * @throws AppError 'voice/fetch-failed' when Python, pip or the network is missing; `signal.reason`
 */
export async function ensurePeer(
  { name, requirements }: PeerPackage,
  toolsDirectory: string,
  signal: AbortSignal,
): Promise<string> {
  const folder = join(toolsDirectory, `peer-${name}`)
  const python = join(
    folder,
    ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
  )
  const complete = join(folder, '.complete')
  if (await isThere(complete)) return python
  const base = process.platform === 'win32' ? 'py' : 'python3'
  await rm(folder, { recursive: true, force: true })
  await mkdir(toolsDirectory, { recursive: true })
  await attempt(
    [base, ['-m', 'venv', '--without-pip', folder]],
    'Python could not make a virtual environment: install Python 3 with venv and try again',
    signal,
  )
  // pip is brought from outside: Debian's venv has none without one more package.
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input']
  await attempt(
    [base, ['-m', 'pip', '--python', python, 'install', ...quiet, ...requirements]],
    `${requirements[0]} could not be installed: check the network connection and try again`,
    signal,
  )
  await writeFile(complete, '')
  return python
}

async function attempt(
  [command, args]: readonly [string, readonly string[]],
  advice: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await run(command, [...args], { signal, windowsHide: true })
  } catch (cause) {
    signal.throwIfAborted()
    throw new AppError('voice/fetch-failed', advice, { retry: 'after-user-action', cause })
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
