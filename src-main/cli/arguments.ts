import { parseArgs } from 'node:util'
import { AppError } from '@contract/errors'
import { seamModes, speechSettingsSchema, type SpeechSettings } from '@contract/settings'

/** A parsed command line. */
export interface CommandLine {
  readonly command: CommandName
  readonly operands: readonly string[]
  readonly isJson: boolean
  readonly out: string | undefined
  readonly fetch: boolean
  readonly runs: number
  readonly settings: SpeechSettings
}

export const commandNames = ['speak', 'narrate', 'voices', 'bench', 'help'] as const
export type CommandName = (typeof commandNames)[number]

/** Printed by `help` and after a mistake in the words of a command. */
export const usage = `Usage: npm start -- COMMAND [OPTIONS]

  speak "TEXT" --out FILE.wav     say a text and save it
  narrate FILE --out DIR          narrate a document (.txt, .md) into DIR
  voices [--fetch [VOICE]]        list the voices, or fetch one
  bench [--runs N]                time the voice on this machine

  --json                one JSON object on standard output, progress on standard error
  --voice NAME          which voice (heart)
  --speed X             0.5 to 4 (1)
  --seed N              seed of the voice's noise (1)
  --chunk-ms N          chunk length, 20 to 2000 (adaptive when absent)
  --seam MODE           ${seamModes.join(', ')} (cached)
  --overlap N           frames of overlap-add: 2, 3 or 5 (3)
  --crossfade-ms N      length of the cross-fade, 1 to 50 (10)`

/** @throws AppError 'usage/invalid' naming what is wrong */
export function parseCommandLine(words: readonly string[]): CommandLine {
  const { values, positionals } = parseWords(words)
  const [name = 'help', ...operands] = positionals
  const command = commandNames.find((known) => known === name)
  if (!command) throw invalid(`There is no command "${name}"`)
  const settings = speechSettingsSchema.safeParse({
    voice: values.voice,
    speed: toNumber('speed', values.speed),
    seed: toNumber('seed', values.seed),
    stream: {
      chunkPolicy: values['chunk-ms'] === undefined ? 'adaptive' : 'fixed',
      chunkMilliseconds: toNumber('chunk-ms', values['chunk-ms']),
      seam: values.seam,
      overlapFrames: toNumber('overlap', values.overlap),
      crossFadeMilliseconds: toNumber('crossfade-ms', values['crossfade-ms']),
    },
  })
  if (!settings.success) {
    const [issue] = settings.error.issues
    throw invalid(`${optionNamed(issue.path)}: ${issue.message}`)
  }
  const runs = toNumber('runs', values.runs) ?? 15
  if (!Number.isInteger(runs) || runs < 1) throw invalid('--runs: a whole number from 1 up')
  return {
    command,
    operands,
    isJson: values.json ?? false,
    out: values.out,
    fetch: values.fetch ?? false,
    runs,
    settings: settings.data,
  }
}

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      strict: true,
      options: {
        json: { type: 'boolean' },
        fetch: { type: 'boolean' },
        out: { type: 'string', short: 'o' },
        voice: { type: 'string' },
        speed: { type: 'string' },
        seed: { type: 'string' },
        runs: { type: 'string' },
        'chunk-ms': { type: 'string' },
        seam: { type: 'string' },
        overlap: { type: 'string' },
        'crossfade-ms': { type: 'string' },
      },
    })
  } catch (cause) {
    throw invalid(cause instanceof Error ? cause.message : String(cause), cause)
  }
}

function toNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number))
    throw invalid(`--${option}: "${value}" is not a number`)
  return number
}

const optionOfSetting: Readonly<Record<string, string>> = {
  chunkMilliseconds: '--chunk-ms',
  overlapFrames: '--overlap',
  crossFadeMilliseconds: '--crossfade-ms',
}

function optionNamed(path: readonly PropertyKey[]): string {
  const last = String(path.at(-1) ?? '')
  return optionOfSetting[last] ?? `--${last}`
}

function invalid(message: string, cause?: unknown): AppError {
  return new AppError('usage/invalid', message, { cause })
}
