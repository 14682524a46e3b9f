import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { AppError } from '@contract/errors'
import { maxVoiceSettingsBytes } from '@contract/limits'
import { toSymbolIds, type SymbolIds } from '../symbol-ids'

/** What is read of the configuration that is published beside every voice; the rest of it is not needed. */
const configSchema = z.object({
  audio: z.object({ sample_rate: z.int().min(8_000).max(192_000), quality: z.string().optional() }),
  dataset: z.string().optional(),
  language: z.object({ code: z.string() }).optional(),
  /** Absent in the oldest ones, which all are of this kind. */
  phoneme_type: z.string().default('espeak'),
  espeak: z.object({ voice: z.string() }).optional(),
  num_symbols: z.int().positive().optional(),
  num_speakers: z.int().positive().default(1),
  speaker_id_map: z.record(z.string(), z.int().nonnegative()).default({}),
  inference: z.object({
    noise_scale: z.number().nonnegative(),
    length_scale: z.number().positive(),
    noise_w: z.number().nonnegative(),
  }),
  phoneme_id_map: z.record(z.string(), z.array(z.int().nonnegative()).min(1)),
})

export interface VitsVoiceConfig {
  readonly sampleRateHz: number
  /** How far the prior strays from its means, in standard deviations. */
  readonly noiseScale: number
  /** The same for the durations. */
  readonly durationNoiseScale: number
  /** How much longer than the model's own the durations are at the voice's pace. */
  readonly lengthScale: number
  readonly symbols: SymbolTable
  /** How many symbols the network was built for, where the file says so. */
  readonly symbolCount: number | undefined
  readonly speakers: number
  /** Speaker's name to number; of many voices, empty. */
  readonly speakerNumbers: ReadonlyMap<string, number>
  /** What it says of itself, for people and for the front end. */
  readonly about: {
    readonly dataset: string | undefined
    readonly quality: string | undefined
    readonly languageCode: string | undefined
    readonly espeakVoice: string | undefined
  }
}

/** Phoneme, one UTF-16 unit, to the model's ids. */
export type SymbolTable = ReadonlyMap<string, readonly number[]>

/** What stands at the start, at the end, and after every phoneme. */
const marks = { start: '^', end: '$', pad: '_' } as const

/**
 * @throws AppError 'voice/missing' when there is no such file, 'voice/incompatible' when it does not describe a voice
 *   with the usual marks whose phonemes are espeak-ng's
 */
export async function readVoiceConfig(path: string): Promise<VitsVoiceConfig> {
  let text: string
  try {
    const { size } = await stat(path)
    if (size > maxVoiceSettingsBytes) throw unusable(path, `has ${size} bytes: no settings are that long`)
    text = await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('voice/missing', `Cannot read ${path}`, {
      details: { path, reason: 'settings' },
      cause,
      retry: 'after-user-action',
    })
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw unusable(path, 'is not JSON', cause)
  }
  const { success, data, error } = configSchema.safeParse(value)
  if (!success) throw unusable(path, 'does not describe a voice', error)
  if (data.phoneme_type !== 'espeak')
    throw unusable(path, `wants phonemes of the kind ${data.phoneme_type}, Lector has those of espeak`)
  const speakerNumbers = new Map(Object.entries(data.speaker_id_map))
  for (const [name, number] of speakerNumbers)
    if (number >= data.num_speakers)
      throw unusable(path, `gives the speaker ${name} number ${number} of ${data.num_speakers}`)
  const symbols = new Map(Object.entries(data.phoneme_id_map))
  for (const mark of Object.values(marks)) {
    if (!symbols.has(mark)) throw unusable(path, `has no symbol ${mark}`)
  }
  return {
    sampleRateHz: data.audio.sample_rate,
    noiseScale: data.inference.noise_scale,
    durationNoiseScale: data.inference.noise_w,
    lengthScale: data.inference.length_scale,
    symbols,
    symbolCount: data.num_symbols,
    speakers: data.num_speakers,
    speakerNumbers,
    about: {
      dataset: data.dataset,
      quality: data.audio.quality,
      languageCode: data.language?.code,
      espeakVoice: data.espeak?.voice,
    },
  }
}

/** Which speaker is meant by a name or a number. @throws AppError 'voice/incompatible' when there is no such one */
export function speakerNumber(speaker: string | undefined, config: VitsVoiceConfig): number {
  if (speaker === undefined) return 0
  const named = config.speakerNumbers.get(speaker)
  if (named !== undefined) return named
  const number = /^\d+$/.test(speaker) ? Number(speaker) : NaN
  if (number < config.speakers) return number
  const names = [...config.speakerNumbers.keys()].slice(0, 20).join(', ')
  throw new AppError(
    'voice/incompatible',
    `The voice has no speaker ${speaker}: there are 0 to ${config.speakers - 1}${names && ` (${names})`}`,
    { details: { reason: 'speaker', speaker, speakers: config.speakers } },
  )
}

/**
 * Compares what a voice's settings say with what its network was built for.
 * @throws AppError 'voice/incompatible' when they belong to different voices
 */
export function checkConfigFits(
  config: VitsVoiceConfig,
  network: { symbols: number; speakers: number },
  path: string,
): void {
  const { symbolCount = network.symbols } = config
  if (symbolCount !== network.symbols)
    throw unusable(
      path,
      `tells of ${symbolCount} symbols, its model has ${network.symbols}: another voice’s file`,
    )
  for (const [symbol, ids] of config.symbols) {
    const beyond = ids.find((id) => id >= network.symbols)
    if (beyond !== undefined)
      throw unusable(path, `gives ${symbol} number ${beyond} of ${network.symbols}: another voice’s file`)
  }
  if (config.speakers !== network.speakers)
    throw unusable(
      path,
      `tells of ${config.speakers} speakers, its model has ${network.speakers}: another voice’s file`,
    )
}

function unusable(path: string, what: string, cause?: unknown): AppError {
  return new AppError('voice/incompatible', `${path} ${what}`, {
    details: { path, reason: 'settings' },
    cause,
  })
}

/** Phonemes as the model takes them: start, pad, then every phoneme followed by a pad, end. A pad sounds with the phoneme before it. */
export function toIds(phonemes: string, symbols: SymbolTable): SymbolIds {
  const idsOf = (symbol: string): readonly number[] => symbols.get(symbol) ?? []
  return toSymbolIds(phonemes, (symbol) => symbols.get(symbol), {
    start: [...idsOf(marks.start), ...idsOf(marks.pad)],
    after: idsOf(marks.pad),
    end: idsOf(marks.end),
  })
}
