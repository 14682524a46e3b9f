import { rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { AppError } from '@contract/errors'
import type { CommandName } from '@contract/programs'
import { speechSettingsSchema } from '@contract/settings'
import {
  createVoiceEnsemble,
  loadVoice,
  offerVoices,
  openVoiceCatalogue,
  speechCacheDirectory,
  SpeechKeeping,
  SpeechRoom,
  usualSpeechBytes,
  type Voice,
  type VoiceEnsemble,
} from '../engine'
import { parseCommandLine, type CommandLine } from './arguments'
import { bench } from './commands/bench'
import { coverage } from './commands/coverage'
import { devices } from './commands/devices'
import { narrate } from './commands/narrate'
import { phonemes } from './commands/phonemes'
import { seamTest } from './commands/seam-test'
import { speak } from './commands/speak'
import { isRefusal, text } from './commands/text'
import { verify } from './commands/verify'
import { version } from './commands/version'
import { voices } from './commands/voices'
import type { CommandContext } from './context'
import { failureLine } from './failure-line'
import { interruptedExitCode, interruptSignal } from './interrupt'
import { createTerminal, showVoiceProgress, type Terminal } from './terminal'
import { usage } from './usage'

/** Composition root of the command line: everything is made here and handed on. @returns the exit code */
async function main(words: readonly string[]): Promise<number> {
  // A reader that leaves early (`| head`) is no failure; what is written to it from then on is lost.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe)
  const unfinished = new Set<string>()
  const signal = interruptSignal(() =>
    unfinished.forEach((path) => rmSync(path, { recursive: true, force: true })),
  )
  let terminal: Terminal = createTerminal(false)
  let voice: Voice | null = null
  let ensemble: VoiceEnsemble | null = null
  let command: CommandName | null = null
  try {
    const line = withVoiceFile(parseCommandLine(words))
    command = line.command
    terminal = createTerminal(line.isJson)
    const root = join(__dirname, '..', '..')
    let voiceOptions: Pick<Parameters<typeof loadVoice>[0], 'atOnce' | 'keeping' | 'device'> = {
      device: line.settings.device,
    }
    const load = (id: string, speaker: string | undefined, until: AbortSignal): Promise<Voice> =>
      loadVoice({
        ...voiceOptions,
        voicesDirectory: context.voicesDirectory,
        keptDirectory: context.keptDirectory,
        id,
        speaker,
        workerPath: context.workerPath,
        cacheDirectory: context.cacheDirectory,
        signal: until,
        onProgress: (progress) => showVoiceProgress(terminal, progress),
      })
    const voices = (ensemble = createVoiceEnsemble({
      offers: () => offerVoices(context),
      load: (id, until) => load(id, undefined, until),
    }))
    const speechDirectory = process.env.LECTOR_SPEECH_CACHE ?? speechCacheDirectory(process.env.LECTOR_CACHE)
    const voicesDirectory = process.env.LECTOR_VOICES ?? join(root, 'models')
    const keptDirectory = process.env.LECTOR_KEPT_VOICES
    const toolsDirectory =
      process.env.LECTOR_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'lector')
    const context: CommandContext = {
      line,
      terminal,
      signal,
      voicesDirectory,
      keptDirectory,
      cacheDirectory: process.env.LECTOR_CACHE,
      speechDirectory,
      // Where it fails it is told, and the narration goes on.
      speechRoom: new SpeechRoom(speechDirectory, usualSpeechBytes, (error) =>
        terminal.notice(`The speech that is kept cannot be looked through: ${String(error)}`),
      ),
      toolsDirectory,
      catalogue: openVoiceCatalogue({
        shelf: { voicesDirectory, keptDirectory },
        defaultVoice: speechSettingsSchema.parse({}).voice,
        cacheDirectory: toolsDirectory,
        downloadsDirectory: process.env.LECTOR_CACHE,
        piperAddress: process.env.LECTOR_PIPER_VOICES,
      }),
      documentHostPath: join(__dirname, 'document-host.js'),
      workerPath: join(__dirname, 'inference-worker.js'),
      digestThreadPath: join(__dirname, 'digest-thread.js'),
      encodingThreadPath: join(__dirname, 'encoding-thread.js'),
      packagePath: join(root, 'package.json'),
      resolvePath,
      noteUnfinished: (path) => unfinished.add(path),
      ensemble: voices,
      async loadVoice({ speech = line.settings, atOnce, keepsSpeech = false, until = signal } = {}) {
        const keeping = keepsSpeech ? speechKeeping(context) : undefined
        voiceOptions = { atOnce, keeping, device: speech.device }
        await voice?.dispose()
        voice = await load(speech.voice, speech.speaker, until)
        terminal.progressDone()
        return voice
      },
    }
    await run(context)
    return 0
  } catch (error) {
    terminal.progressDone()
    // Whatever the work ended with: a child that the same Ctrl+C ended may have been quicker than our own signal.
    if (signal.aborted) return interruptedExitCode
    terminal.notice(failureLine(error))
    return exitCodeOf(error, command)
  } finally {
    await (voice as Voice | null)?.dispose()
    await (ensemble as VoiceEnsemble | null)?.dispose()
  }
}

/** A disk that is full or fails ends the keeping, not the narration. */
function speechKeeping({ speechDirectory, speechRoom, terminal }: CommandContext): SpeechKeeping {
  return new SpeechKeeping(speechDirectory, {
    kept: (_name, bytes) => speechRoom.grown(bytes),
    failed: (error) => terminal.notice(`What is said cannot be kept for the next time: ${String(error)}`),
  })
}

/** That a document is refused, or that there is no network, programs must tell from other failures. */
function exitCodeOf(error: unknown, command: CommandName | null): number {
  if (!(error instanceof AppError)) return 1
  if (error.code === 'usage/invalid') return 2
  if (command === 'voices' && error.code === 'voice/offline') return 4
  return command === 'text' && isRefusal(error) ? 3 : 1
}

/** Against the folder the person typed in, not the one npm changed to. */
function resolvePath(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path)
}

/** A voice that lies anywhere stands in the settings by its path, as the engine takes it. */
function withVoiceFile(line: CommandLine): CommandLine {
  if (line.voiceFile === undefined) return line
  const voice = resolvePath(line.voiceFile)
  return { ...line, namedVoice: voice, settings: { ...line.settings, voice } }
}

function run(context: CommandContext): Promise<void> {
  switch (context.line.command) {
    case 'speak':
      return speak(context)
    case 'narrate':
      return narrate(context)
    case 'text':
      return text(context)
    case 'phonemes':
      return phonemes(context)
    case 'coverage':
      return coverage(context)
    case 'voices':
      return voices(context)
    case 'bench':
      return bench(context)
    case 'seam-test':
      return seamTest(context)
    case 'verify':
      return verify(context)
    case 'devices':
      return devices(context)
    case 'version':
      return version(context)
    case 'help':
      context.terminal.line(usage)
      context.terminal.json({ usage })
      return Promise.resolve()
  }
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
