import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError, toErrorData } from '@contract/errors'
import { loadVoice, type Voice } from '../engine'
import { parseCommandLine, usage, type CommandLine } from './arguments'
import { bench } from './commands/bench'
import { narrate } from './commands/narrate'
import { speak } from './commands/speak'
import { voices } from './commands/voices'
import type { CommandContext } from './context'
import { Interrupted, interruptedExitCode, interruptSignal } from './interrupt'
import { createTerminal } from './terminal'

/** Composition root of the command line: everything is made here and handed on. @returns the exit code */
async function main(): Promise<number> {
  const unfinished = new Set<string>()
  const signal = interruptSignal(() => unfinished.forEach((path) => rmSync(path, { force: true })))
  let line: CommandLine
  try {
    line = parseCommandLine(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${sentenceFor(error)}\n\n${usage}\n`)
    return 2
  }
  const terminal = createTerminal(line.isJson)
  const root = join(__dirname, '..', '..')
  let voice: Voice | null = null
  const context: CommandContext = {
    line,
    terminal,
    signal,
    voicesDirectory: process.env.LECTOR_VOICES ?? join(root, 'models'),
    cacheDirectory: process.env.LECTOR_CACHE,
    documentHostPath: join(__dirname, 'document-host.js'),
    resolvePath: (path) => resolve(process.env.INIT_CWD ?? process.cwd(), path),
    noteUnfinished: (path) => unfinished.add(path),
    async loadVoice() {
      voice = await loadVoice({
        voicesDirectory: context.voicesDirectory,
        id: line.settings.voice,
        workerPath: join(__dirname, 'inference-worker.js'),
        cacheDirectory: context.cacheDirectory,
        signal,
        onProgress: (progress) => terminal.progress(progress.sentence),
      })
      terminal.progressDone()
      return voice
    },
  }
  try {
    await run(context)
    return 0
  } catch (error) {
    terminal.progressDone()
    if (error instanceof Interrupted) return interruptedExitCode
    process.stderr.write(`${sentenceFor(error)}\n`)
    return 1
  } finally {
    await (voice as Voice | null)?.dispose()
  }
}

function run(context: CommandContext): Promise<void> {
  switch (context.line.command) {
    case 'speak':
      return speak(context)
    case 'narrate':
      return narrate(context)
    case 'voices':
      return voices(context)
    case 'bench':
      return bench(context)
    case 'help':
      context.terminal.line(usage)
      return Promise.resolve()
  }
}

/** One line for people; a bug shows where it is. */
function sentenceFor(error: unknown): string {
  if (error instanceof AppError) return error.message
  const data = toErrorData(error)
  return data.stack ?? data.message
}

void main().then((code) => {
  process.exitCode = code
})
