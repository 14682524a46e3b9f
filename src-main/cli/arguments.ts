import { parseArgs } from 'node:util'
import { openOptionsSchema, type OpenOptions } from '@contract/host-messages'
import { commandNames, type CommandName } from '@contract/programs'
import { speechSettingsSchema, type SpeechSettings } from '@contract/settings'
import { loudnessChoice } from './loudness-choice'
import { accepted, maxWorkers, rateHzRange, type SettingOption } from './option-bounds'
import { invalid, toNumber } from './option-values'
import { recordingChoice, type RecordingChoice } from './recording-choice'
import { voicesChoice, type VoicesChoice } from './voices-choice'

/** A parsed command line. */
export interface CommandLine {
  readonly command: CommandName
  readonly operands: readonly string[]
  /** Names of the options that were typed. */
  readonly typed: readonly string[]
  readonly isJson: boolean
  /** Whether the words of what is saved are written beside it. */
  readonly words: boolean
  readonly out: string | undefined
  readonly voices: VoicesChoice
  /** A file of texts, one a line. */
  readonly lines: string | undefined
  readonly runs: number
  /** Threads of each session; absent: one. */
  readonly threads: number | undefined
  /** What is written of a document. */
  readonly recording: RecordingChoice
  /** Whether what is said is kept for the next time, and taken from there. */
  readonly keepsSpeech: boolean
  /** Sentences rendered side by side; absent: what suits the machine. */
  readonly workers: number | undefined
  readonly bench: BenchKind
  /** The voice asked for by name; absent: the command's own choice. */
  readonly namedVoice: string | undefined
  /** A Piper voice's model as it was typed, in place of a named voice. */
  readonly voiceFile: string | undefined
  /** Of what is written; absent: the voice's own. */
  readonly sampleRateHz: number | undefined
  /** A pronunciation dictionary as its path was typed. */
  readonly pronunciations: string | undefined
  /** How a document is opened. */
  readonly open: OpenOptions
  readonly settings: SpeechSettings
}

/** What the bench is to do: time the voice or the start, be compared, prove the pipeline, or answer lines of standard input. */
export type BenchKind =
  | { readonly kind: 'figures' | 'pipeline' | 'stdin' | 'startup' }
  | { readonly kind: 'peer'; readonly peer: PeerName }
/** A start takes seconds, a sentence hundredths of one. */
const usualRuns: Readonly<Record<BenchKind['kind'], number>> = {
  figures: 15,
  pipeline: 15,
  stdin: 15,
  peer: 15,
  startup: 5,
}

/** Published packages that the bench compares with, in the same run. */
export const peerNames = ['hibari', 'piper'] as const
export type PeerName = (typeof peerNames)[number]

/** Where the schema keeps a setting under another name than its option's. */
const optionOfSetting: Readonly<Record<string, SettingOption>> = {
  voice: 'voice',
  speaker: 'speaker',
  device: 'device',
  voicesByLanguage: 'voice-for',
  quoteVoice: 'quote-voice',
  shrinkPercent: 'pause-shrink',
  speed: 'speed',
  seed: 'seed',
  chunkMilliseconds: 'chunk-ms',
  seam: 'seam',
  overlapFrames: 'overlap',
  overlapCurve: 'overlap-curve',
  crossFadeMilliseconds: 'crossfade-ms',
  gainDecibels: 'gain',
  loudnessLufs: 'loudness',
}

/** @throws AppError 'usage/invalid' naming what is wrong */
export function parseCommandLine(words: readonly string[]): CommandLine {
  const { values, positionals } = parseWords(words)
  const [name = 'help', ...operands] = positionals
  const command = values.help ? 'help' : values.version ? 'version' : name
  if (!isCommand(command)) throw invalid(`There is no command "${command}"`)
  const loudness = loudnessChoice(command, values)
  const settings = speechSettingsSchema.safeParse({
    // A file is not among the names; where it lies is for the composition root to find out.
    voice: isVoiceFile(values.voice) ? undefined : values.voice,
    speaker: values.speaker,
    device: values.device,
    followLanguage: !(values['lock-voice'] ?? false),
    voicesByLanguage: voicesByLanguage(values['voice-for']),
    quoteVoice: values['quote-voice'] ?? null,
    speed: toNumber('speed', values.speed),
    seed: toNumber('seed', values.seed),
    stream: {
      chunkPolicy: values['chunk-ms'] === undefined ? 'adaptive' : 'fixed',
      chunkMilliseconds: toNumber('chunk-ms', values['chunk-ms']),
      seam: values.seam,
      overlapFrames: toNumber('overlap', values.overlap),
      overlapCurve: values['overlap-curve'],
      crossFadeMilliseconds:
        values['crossfade-ms'] === 'auto' ? 'auto' : toNumber('crossfade-ms', values['crossfade-ms']),
    },
    pauses: { shrinkPercent: toNumber('pause-shrink', values['pause-shrink']) },
    sound: {
      gainDecibels: toNumber('gain', values.gain),
      loudnessLufs: loudness.voices,
    },
  })
  if (!settings.success) {
    const path = settings.error.issues[0].path.map(String)
    const option = optionOfSetting[path[0] === 'voicesByLanguage' ? path[0] : (path.at(-1) ?? '')]
    throw invalid(`--${option} takes ${accepted[option]}, not "${values[option]}"`)
  }
  const bench = benchKind(values, name === 'bench' ? operands : [])
  const runs = toNumber('runs', values.runs) ?? usualRuns[bench.kind]
  if (!Number.isInteger(runs) || runs < 1)
    throw invalid(`--runs takes a whole number from 1 up, not "${values.runs}"`)
  const threads = toNumber('threads', values.threads)
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1 && threads <= maxThreads))
    throw invalid(`--threads takes a whole number from 1 to ${maxThreads}, not "${values.threads}"`)
  const workers = toNumber('workers', values.workers)
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1 && workers <= maxWorkers))
    throw invalid(`--workers takes a whole number from 1 to ${maxWorkers}, not "${values.workers}"`)
  const rateHz = toNumber('rate', values.rate)
  if (rateHz !== undefined && !isRate(rateHz)) {
    const { min, max } = rateHzRange
    throw invalid(`--rate takes a whole number from ${min} to ${max}, not "${values.rate}"`)
  }
  if (values.pronunciations === '') throw invalid('--pronunciations takes a path')
  if (values.out === '') throw invalid('--out takes a path')
  if (values.lines === '') throw invalid('--lines takes a path')
  return {
    command,
    operands,
    typed: Object.keys(values),
    isJson: values.json ?? false,
    words: values.words ?? false,
    out: values.out,
    voices: voicesChoice(values),
    lines: values.lines,
    runs,
    threads,
    workers,
    recording: recordingChoice(values, loudness.recordings),
    keepsSpeech: !(values['no-cache'] ?? false),
    bench,
    namedVoice: values.voice,
    voiceFile: isVoiceFile(values.voice) ? values.voice : undefined,
    sampleRateHz: rateHz,
    pronunciations: values.pronunciations,
    open: openOptions(values),
    settings: settings.data,
  }
}

/** Only what was asked for. */
function openOptions(values: { password?: string; encoding?: string; 'whole-page'?: boolean }): OpenOptions {
  const { password, encoding, 'whole-page': wholePage } = values
  const parsed = openOptionsSchema.safeParse({
    ...(password === undefined ? {} : { password }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(wholePage === undefined ? {} : { wholePage }),
  })
  // What was typed is not repeated: one of them is a password.
  if (!parsed.success) throw invalid(`--${String(parsed.error.issues[0].path[0])} is too long`)
  return parsed.data
}

/** More than any one session gains from. */
const maxThreads = 64

function benchKind(
  values: { stdin?: boolean; pipeline?: boolean; peer?: string },
  operands: readonly string[],
): BenchKind {
  const { stdin = false, pipeline = false, peer } = values
  const [word] = operands
  if (operands.length > 1 || (word !== undefined && word !== 'startup'))
    throw invalid('bench takes no words but startup')
  if ([stdin, pipeline, peer !== undefined, word !== undefined].filter(Boolean).length > 1)
    throw invalid('bench takes one of startup, --pipeline, --peer and --stdin')
  if (word !== undefined) return { kind: 'startup' }
  if (stdin) return { kind: 'stdin' }
  if (pipeline) return { kind: 'pipeline' }
  if (peer === undefined) return { kind: 'figures' }
  const known = peerNames.find((name) => name === peer)
  if (!known) throw invalid(`--peer takes ${peerNames.join(' or ')}, not "${peer}"`)
  return { kind: 'peer', peer: known }
}

const options = {
  json: { type: 'boolean' },
  words: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  fetch: { type: 'boolean' },
  remove: { type: 'boolean' },
  import: { type: 'boolean' },
  licence: { type: 'boolean' },
  all: { type: 'boolean' },
  refresh: { type: 'boolean' },
  language: { type: 'string' },
  'no-cache': { type: 'boolean' },
  per: { type: 'string' },
  bits: { type: 'string' },
  cues: { type: 'string' },
  chapters: { type: 'string' },
  'speak-titles': { type: 'boolean' },
  'chapter-silence': { type: 'string' },
  format: { type: 'string' },
  subtitles: { type: 'string' },
  names: { type: 'string' },
  out: { type: 'string', short: 'o' },
  lines: { type: 'string' },
  voice: { type: 'string' },
  speaker: { type: 'string' },
  device: { type: 'string' },
  'voice-for': { type: 'string', multiple: true },
  'quote-voice': { type: 'string' },
  'pause-shrink': { type: 'string' },
  'lock-voice': { type: 'boolean' },
  speed: { type: 'string' },
  seed: { type: 'string' },
  runs: { type: 'string' },
  threads: { type: 'string' },
  workers: { type: 'string' },
  peer: { type: 'string' },
  stdin: { type: 'boolean' },
  pipeline: { type: 'boolean' },
  'chunk-ms': { type: 'string' },
  seam: { type: 'string' },
  overlap: { type: 'string' },
  'overlap-curve': { type: 'string' },
  'crossfade-ms': { type: 'string' },
  rate: { type: 'string' },
  gain: { type: 'string' },
  pronunciations: { type: 'string' },
  password: { type: 'string' },
  encoding: { type: 'string' },
  'whole-page': { type: 'boolean' },
  loudness: { type: 'string' },
} as const

/** The last of two for one language counts. */
function voicesByLanguage(words: readonly string[] = []): Record<string, string> | undefined {
  const pairs = words.map((word) => {
    const [language, voice = ''] = word.split('=', 2)
    return [language, voice] as const
  })
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs)
}

function parseWords(typed: readonly string[]) {
  const words = withNegativeNumbers(typed)
  refuseUnknownOptions(words)
  try {
    return parseArgs({ args: [...words], allowPositionals: true, strict: true, options })
  } catch (cause) {
    // What the check before has let through: Node explains it in several lines, of which the first one says it.
    const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
    throw invalid(reason, cause)
  }
}

/** `--gain -3` as `--gain=-3`: Node's parser would take the number for an option. */
function withNegativeNumbers(words: readonly string[]): string[] {
  const joined: string[] = []
  for (const word of words) {
    const before = joined.at(-1)
    const option = Object.entries(options).find(([name]) => `--${name}` === before)?.[1]
    if (option?.type === 'string' && !joined.includes('--') && /^-[\d.]/.test(word))
      joined.push(`${joined.pop()}=${word}`)
    else joined.push(word)
  }
  return joined
}

/** In our own words and on one line, where Node's parser gives advice about its own syntax. */
function refuseUnknownOptions(words: readonly string[]): void {
  const { tokens } = parseArgs({ args: [...words], strict: false, tokens: true, options })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const option = Object.entries(options).find(([name]) => name === token.name)?.[1]
    if (!option)
      throw invalid(`There is no option ${token.rawName}: write -- before a text that begins with a dash`)
    const isWithoutValue = token.value === undefined || (!token.inlineValue && token.value.startsWith('-'))
    if (option.type === 'string' && isWithoutValue) throw invalid(`${token.rawName} needs a value`)
  }
}

/** A name has neither dots nor separators. */
function isVoiceFile(voice: string | undefined): voice is string {
  return voice !== undefined && /\.onnx$/i.test(voice)
}

function isRate(value: number): boolean {
  return Number.isInteger(value) && value >= rateHzRange.min && value <= rateHzRange.max
}

function isCommand(name: string): name is CommandName {
  return commandNames.some((known) => known === name)
}
