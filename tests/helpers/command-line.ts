import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { hasVoice } from './installed-voice'
import { speechFolder } from './speech-folder'
import { wavParts } from './wav-parts'

const builtCommandLine = resolve('out/main/cli.js')

/** Whether the command line is built: `npm test` sees to it. */
export const isBuilt = existsSync(builtCommandLine)
/** Whether the command line is built and has a voice to speak with: `npm test` sees to both. */
export const canSpeak = hasVoice && isBuilt
/** For the names of tests that are skipped without. */
export const speakingNeeds = '(needs out/main/cli.js and models/heart/files)'

/** How a run of the command line ended. */
export interface CommandLineEnd {
  /** null when a signal ended it. */
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A run of the command line under way. */
export interface RunningCommandLine {
  readonly child: ChildProcess
  /** Everything it has written to standard error so far. */
  stderr(): string
  readonly ended: Promise<CommandLineEnd>
}

export interface CommandLineOptions {
  /** Where a person would be standing: relative paths are meant from here. */
  readonly directory: string
  readonly environment?: NodeJS.ProcessEnv
  /** Another Node to run it with. */
  readonly executable?: string
  /** Whether the caller writes to its standard input, and ends it. */
  readonly hasInput?: boolean
}

/** Starts the built command line. The caller waits for its end. */
export function startCommandLine(
  words: readonly string[],
  { directory, environment = {}, executable = process.execPath, hasInput = false }: CommandLineOptions,
): RunningCommandLine {
  const child = spawn(executable, [builtCommandLine, ...words], {
    // npm starts it in the checkout, whatever folder the person is in.
    cwd: resolve('.'),
    env: { ...process.env, LECTOR_SPEECH_CACHE: speechFolder, INIT_CWD: directory, ...environment },
    stdio: [hasInput ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<CommandLineEnd>((resolveEnd, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode, signal) => resolveEnd({ exitCode, signal, stdout, stderr }))
  })
  return { child, stderr: () => stderr, ended }
}

/** Runs the built command line to its end. */
export function runCommandLine(
  words: readonly string[],
  options: CommandLineOptions,
): Promise<CommandLineEnd> {
  return startCommandLine(words, options).ended
}

/** Files that come and go while it runs are there for some milliseconds. */
const lookMilliseconds = 1

/** Waits until something holds of a run, or it has ended. */
export async function untilDue(
  { child }: RunningCommandLine,
  isDue: () => boolean | Promise<boolean>,
): Promise<void> {
  while (child.exitCode === null && child.signalCode === null && !(await isDue()))
    await wait(lookMilliseconds)
}

/**
 * Starts the built command line and sends it a signal as soon as something holds.
 * @returns how it ended: by itself, where that came first
 */
export async function endCommandLine(
  signal: NodeJS.Signals,
  words: readonly string[],
  options: CommandLineOptions,
  isDue: (running: RunningCommandLine) => boolean | Promise<boolean>,
): Promise<CommandLineEnd> {
  const running = startCommandLine(words, options)
  await untilDue(running, () => isDue(running))
  running.child.kill(signal)
  return running.ended
}

/** The one JSON object on standard output. @throws when there is anything else on it */
export function onlyObject({ exitCode, stdout, stderr }: CommandLineEnd): unknown {
  if (exitCode !== 0) throw new Error(`exit code ${exitCode}: ${stderr}`)
  if (!/^\{.*\}\n$/.test(stdout)) throw new Error(`not one line with one object: ${stdout.slice(0, 200)}`)
  return JSON.parse(stdout)
}

/** A folder for one test, and how to remove it. */
export async function makeDesk(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'lector-cli-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** Copies the default voice, without what was prepared of it, for a test that damages it. @returns LECTOR_VOICES */
export async function copyVoice(directory: string): Promise<string> {
  const voices = join(directory, 'voices')
  for (const part of ['manifest.json', 'files'])
    await cp(resolve('models/heart', part), join(voices, 'heart', part), { recursive: true })
  return voices
}

/** A WAV file taken apart, as a stranger would. */
export async function readWav(path: string) {
  return wavParts(await readFile(path))
}
