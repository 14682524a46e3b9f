import { parseArgs } from 'node:util'
import { cueChoices } from '@contract/export-job'
import { openOptionsSchema, type OpenOptions } from '@contract/host-messages'
import { recordingFormats, subtitleFormatIds } from '@contract/recording-files'
import {
  chunkMillisecondsRange,
  deviceChoices,
  gainDecibelsRange,
  loudnessLufsRange,
  overlapCurves,
  overlapFrameChoices,
  seamModes,
  speechSettingsSchema,
  speedRange,
  type SpeechSettings,
} from '@contract/settings'
import { loudnessChoice, narrateLoudness } from './loudness-choice'
import { invalid, toNumber } from './option-values'
import {
  bitsChoices,
  chapterSilenceRange,
  perChoices,
  recordingChoice,
  usualPattern,
  type RecordingChoice,
} from './recording-choice'

/** A parsed command line. */
export interface CommandLine {
  readonly command: CommandName
  readonly operands: readonly string[]
  readonly isJson: boolean
  /** Whether the words of what is saved are written beside it. */
  readonly words: boolean
  readonly out: string | undefined
  readonly fetch: boolean
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

/** What the bench is to do: time the voice, be compared, prove the pipeline, or answer lines of standard input. */
export type BenchKind =
  { readonly kind: 'figures' | 'pipeline' | 'stdin' } | { readonly kind: 'peer'; readonly peer: PeerName }
/** Published packages that the bench compares with, in the same run. */
export const peerNames = ['hibari', 'piper'] as const
export type PeerName = (typeof peerNames)[number]

export const commandNames = [
  'speak',
  'narrate',
  'text',
  'phonemes',
  'coverage',
  'voices',
  'bench',
  'seam-test',
  'verify',
  'devices',
  'help',
  'version',
] as const
export type CommandName = (typeof commandNames)[number]

/** What each setting's option takes, as people read it; the schema in the contract decides. */
const accepted = {
  speed: `${speedRange.min} to ${speedRange.max}`,
  seed: '0 to 4294967295',
  'chunk-ms': `${chunkMillisecondsRange.min} to ${chunkMillisecondsRange.max}`,
  seam: seamModes.join(', '),
  overlap: overlapFrameChoices.join(', '),
  'overlap-curve': overlapCurves.join(', '),
  'crossfade-ms': '1 to 50 or auto',
  gain: `${gainDecibelsRange.min} to ${gainDecibelsRange.max}`,
  loudness: `${loudnessLufsRange.min} to ${loudnessLufsRange.max} or none`,
  voice: 'the name of a voice, or the path of a Piper voice’s .onnx',
  speaker: 'a name or a number, or two names and the share of the second, as in af_heart+af_bella:0.4',
  device: deviceChoices.join(', '),
  'quote-voice': 'the name of a voice',
  'pause-shrink': '0 to 100',
  'voice-for': 'a language and the name of a voice, as in de=thorsten',
} as const
type SettingOption = keyof typeof accepted

/** What is heard and what is foreseen: telephones to converters of measuring instruments. */
const rateHzRange = { min: 8_000, max: 192_000 } as const

/** Each takes 100 to 200 MB. */
const maxWorkers = 16

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

/** Printed by `help`. */
export const usage = `Usage: npm start -- COMMAND [OPTIONS]

  speak "TEXT" --out FILE.wav     say a text and save it
  narrate FILE... --out DIR       narrate documents into DIR: EPUB, PDF, Word (.docx), HTML, Markdown or text; run again
                                  it goes on with what a sudden end left
  text FILE                       what is read of a document, in order; with --json every block of it, the rule that
                                  skips it, and its contents; exits with 3 where the document cannot be read
  phonemes "TEXT"                 what the voice says, in words and in its own alphabet, with the place of each word
  phonemes --lines FILE           the same for each line of a file, one line (or JSON object) for each
  coverage FILE                   what becomes of every character of a document: spoken, silent by which rule,
                                  or unaccounted
  voices [--fetch [VOICE]]        list the voices, or fetch one
  bench [--runs N] [--threads N]  time the voice on this machine
  bench --pipeline                time the two threads of a voice against one, with a log of every push
  bench --peer hibari|piper       time it against a published Python package, in the same run
  bench --stdin                   answer each line {"text": "…"} with its times, one JSON object a line
  seam-test ["TEXT"] [--out DIR]  compare the ways to join chunks, of heart and joe or of --voice: at pushes of
                                  1, 2, 7, 25, 100 and all frames (told as their number), and as played;
                                  sounds, pictures and a blind listening test into DIR (lector-seam-test)
  verify DIR|REPORT...            hold narrated recordings to their reports (NAME.lector-report.json): every file and
                                  every sentence in it, loudness and true peak; exits with 1 unless all is well
  devices                         what can run the voice here, how fast, and why not the others
  help, version

  --password PASSWORD    of a document that is encrypted with one
  --encoding NAME        of a text file, in place of the one that is guessed: windows-1252, Shift_JIS …
  --whole-page           all of a web page, not the article in it alone
  --pronunciations FILE  how words are said: CSV, JSON or a PLS lexicon, or lines of "word,say"
  --words               with speak and narrate: beside the recording, what is said when (NAME.words.json)
  --per WHAT            with narrate: a file for each ${perChoices.join(', ')} (book)
  --names PATTERN       with narrate: of chapters’ files, with {n}, {nn}, {count}, {book}, {chapter}, {author},
                        {voice} (${usualPattern})
  --format LIST         with narrate: one or several of ${recordingFormats.join(', ')} with commas between them (wav)
  --subtitles LIST      with narrate: beside each recording, ${subtitleFormatIds.join(' or ')}, or both
  --bits N              with narrate: ${Object.keys(bitsChoices).join(', ')} (16)
  --cues WHAT           with narrate: what cue points are set at, ${cueChoices.join(', ')} (chapters)
  --chapters LIST       with narrate: which chapters, as in 1,3-5 (all)
  --speak-titles        with narrate: chapters that do not begin with their titles have them said
  --chapter-silence MS  with narrate: between chapters of one file, ${chapterSilenceRange.min} to ${chapterSilenceRange.max} (1500)
  --workers N           with narrate: sentences rendered side by side, 1 to ${maxWorkers} (what suits the machine);
                        what is written is the same
  --no-cache            with narrate: renders everything, and keeps none of it for the next time
  --json                one JSON object on standard output, progress on standard error
  --voice NAME          which voice (heart); or the .onnx of a Piper voice, its .onnx.json beside it
  --voice-for LANG=NAME which voice reads text in a language (one of it that is installed); may be repeated
  --quote-voice NAME    which voice reads what stands between quotation marks (that of the rest)
  --lock-voice          the voice reads everything, whatever language it is in
  --speaker NAME        which speaker of a voice that has several, by name or number (the first);
                        of kokoro-heart two can be blended: af_heart+af_bella:0.4
  --device NAME         ${accepted.device}:
                        the fastest known by what devices found (auto)
  --speed X             ${accepted.speed} (1)
  --pause-shrink N      how far pauses shrink with faster speech, ${accepted['pause-shrink']} percent (50)
  --seed N              seed of the voice's noise, ${accepted.seed} (1)
  --rate HZ             samples a second in the file, ${rateHzRange.min} to ${rateHzRange.max} (the voice's own)
  --gain DB             how much louder, ${accepted.gain} (0)
  --loudness LUFS       brings every voice to the same loudness, ${accepted.loudness} (the voice's own);
                        with narrate what is written, ${narrateLoudness} (-18)
  --chunk-ms N          chunk length, ${accepted['chunk-ms']} (adaptive when absent)
  --seam MODE           ${accepted.seam} (cached)
  --overlap N           frames of overlap-add: ${accepted.overlap} (3)
  --overlap-curve NAME  weights of overlap-add: ${accepted['overlap-curve']} (raised-cosine)
  --crossfade-ms N      length of the cross-fade, ${accepted['crossfade-ms']}: by pitch and loudness (10)`

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
  const runs = toNumber('runs', values.runs) ?? 15
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
    isJson: values.json ?? false,
    words: values.words ?? false,
    out: values.out,
    fetch: values.fetch ?? false,
    lines: values.lines,
    runs,
    threads,
    workers,
    recording: recordingChoice(values, loudness.recordings),
    keepsSpeech: !(values['no-cache'] ?? false),
    bench: benchKind(values),
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

function benchKind(values: { stdin?: boolean; pipeline?: boolean; peer?: string }): BenchKind {
  const { stdin = false, pipeline = false, peer } = values
  if ([stdin, pipeline, peer !== undefined].filter(Boolean).length > 1)
    throw invalid('bench takes one of --pipeline, --peer and --stdin')
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
