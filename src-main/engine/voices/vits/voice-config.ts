import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { AppError } from '@contract/errors'

/** What is read of the configuration that is published beside every voice; the rest of it is not needed. */
const configSchema = z.object({
  audio: z.object({ sample_rate: z.int().positive() }),
  num_speakers: z.int().positive().default(1),
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
}

/** Phoneme, one UTF-16 unit, to the model's ids. */
export type SymbolTable = ReadonlyMap<string, readonly number[]>

/** What stands at the start, at the end, and after every phoneme. */
const marks = { start: '^', end: '$', pad: '_' } as const

/**
 * @throws AppError 'voice/missing' when there is no such file, 'voice/incompatible' when it does not describe a voice
 *   of one speaker with the usual marks
 */
export async function readVoiceConfig(path: string): Promise<VitsVoiceConfig> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new AppError('voice/missing', `Cannot read ${path}`, { cause, retry: 'after-user-action' })
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new AppError('voice/incompatible', `${path} is not JSON`, { cause })
  }
  const { success, data, error } = configSchema.safeParse(value)
  if (!success)
    throw new AppError('voice/incompatible', `${path} does not describe a voice`, { cause: error })
  if (data.num_speakers !== 1) {
    throw new AppError('voice/incompatible', `${path} describes ${data.num_speakers} speakers, not one`)
  }
  const symbols = new Map(Object.entries(data.phoneme_id_map))
  for (const mark of Object.values(marks)) {
    if (!symbols.has(mark)) throw new AppError('voice/incompatible', `${path} has no symbol ${mark}`)
  }
  return {
    sampleRateHz: data.audio.sample_rate,
    noiseScale: data.inference.noise_scale,
    durationNoiseScale: data.inference.noise_w,
    lengthScale: data.inference.length_scale,
    symbols,
  }
}

/**
 * Phonemes as the model takes them: start, pad, then every phoneme followed by a pad, end. A pad sounds with the
 * phoneme before it. Symbols the model does not know are left out.
 * @returns `idOfPhoneme[i]` says where phoneme i begins among the ids; one entry more than phonemes, the last for the
 *   end mark
 */
export function toIds(phonemes: string, symbols: SymbolTable): { ids: number[]; idOfPhoneme: number[] } {
  const pad = symbols.get(marks.pad) ?? []
  const ids = [...(symbols.get(marks.start) ?? []), ...pad]
  const idOfPhoneme: number[] = []
  for (const symbol of phonemes.split('')) {
    idOfPhoneme.push(ids.length)
    const known = symbols.get(symbol)
    if (known) ids.push(...known, ...pad)
  }
  idOfPhoneme.push(ids.length)
  ids.push(...(symbols.get(marks.end) ?? []))
  return { ids, idOfPhoneme }
}
