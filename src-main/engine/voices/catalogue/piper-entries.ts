import { z } from 'zod'
import { voiceQualities, type VoiceQuality } from '@contract/catalogue'
import { maxModelBytes, maxVoiceSettingsBytes } from '@contract/limits'
import { configEnding, idOf, plainLetters } from '../vits/piper-voice'

/** A model card is a page of text. */
export const maxCardBytes = 64 * 2 ** 10
const cardName = 'MODEL_CARD'

/** A file of Piper's, as its catalogue tells of it. */
export interface PiperFile {
  /** From the catalogue's own folder, with forward slashes. */
  readonly path: string
  /** What it is called here: plain letters, whatever file system that is. */
  readonly name: string
  readonly bytes: number
  readonly md5: string
}

/** A voice that Piper publishes. */
export interface PiperVoice {
  readonly id: string
  readonly name: string
  /** BCP 47. */
  readonly language: string
  readonly quality: VoiceQuality
  readonly speakers: number
  /** The network, its settings, and what its makers say of it; all in one folder. */
  readonly model: PiperFile
  readonly config: PiperFile
  readonly card: PiperFile | null
  /** That folder. */
  readonly folder: string
}

/** A name of a folder or file that means the same everywhere: it can lead nowhere else. */
const segment = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_+-]*(?:\.[\p{L}\p{N}_+-]+)*$/u
const maxPathChars = 200

const pathSchema = z
  .string()
  .max(maxPathChars)
  .refine((path) => path.split('/').every((name) => segment.test(name)), 'not a plain path')

/** What is read of an entry; there is more in it. */
const entrySchema = z.object({
  key: z.string().max(100).regex(segment),
  name: z.string().min(1).max(60),
  language: z.object({ code: z.string().regex(/^[a-z]{2,3}([_-][A-Za-z0-9]{2,8})*$/) }),
  quality: z.enum(voiceQualities),
  num_speakers: z.int().positive().max(10_000).default(1),
  files: z.record(
    pathSchema,
    z.object({
      size_bytes: z.int().positive().max(maxModelBytes),
      md5_digest: z.string().regex(/^[0-9a-f]{32}$/),
    }),
  ),
})
type Entry = z.infer<typeof entrySchema>

/**
 * What Piper's catalogue tells of, entry by entry: one that makes no sense or means harm is left out and counted.
 * @param value the catalogue, as parsed JSON
 * @returns null when it is no catalogue at all
 */
export function readPiperEntries(value: unknown): { voices: PiperVoice[]; dropped: number } | null {
  const entries = z.record(z.string(), z.unknown()).safeParse(value)
  if (!entries.success) return null
  const voices = new Map<string, PiperVoice>()
  let dropped = 0
  for (const [key, entry] of Object.entries(entries.data)) {
    const voice = voiceOf(key, entry)
    // Of two that would lie in one folder the first is had.
    if (voice === null || voices.has(voice.id)) dropped++
    else voices.set(voice.id, voice)
  }
  return { voices: [...voices.values()], dropped }
}

function voiceOf(key: string, value: unknown): PiperVoice | null {
  const { success, data: entry } = entrySchema.safeParse(value)
  if (!success || entry.key !== key || !key.startsWith(`${entry.language.code}-`)) return null
  const model = onlyFile(entry, (name) => name.endsWith('.onnx'))
  const config = onlyFile(entry, (name) => name.endsWith(`.onnx${configEnding}`))
  const card = onlyFile(entry, (name) => name === cardName)
  if (model === null || config?.path !== model.path + configEnding) return null
  if (config.bytes > maxVoiceSettingsBytes || (card !== null && card.bytes > maxCardBytes)) return null
  const id = idOf(`${key}.onnx`)
  const plain = { ...model, name: `${id}.onnx` }
  return {
    id,
    name: entry.name.replaceAll('_', ' ').replace(/^./u, (first) => first.toUpperCase()),
    language: entry.language.code.replaceAll('_', '-'),
    quality: entry.quality,
    speakers: entry.num_speakers,
    model: plain,
    config: { ...config, name: plain.name + configEnding },
    card,
    folder: model.path.split('/').slice(0, -1).join('/'),
  }
}

function onlyFile({ files }: Entry, isIt: (name: string) => boolean): PiperFile | null {
  const found = Object.entries(files).filter(([path]) => isIt(path.split('/').at(-1) ?? ''))
  if (found.length !== 1) return null
  const [[path, { size_bytes: bytes, md5_digest: md5 }]] = found
  return { path, name: plainLetters(path.split('/').at(-1) ?? ''), bytes, md5 }
}
