import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { AppError } from '@contract/errors'
import { fileSha256 } from '../../onnx/file-hash'
import { notesIn } from '../../onnx/prepared-models'
import type { InstalledVoice } from '../family'
import type { VitsManifest } from '../store/manifest'
import { prepareVitsVoice, type PreparedVitsVoice } from './preparation'
import { checkConfigFits, readVoiceConfig, speakerNumber, type VitsVoiceConfig } from './voice-config'

/** What is written beside a Piper voice's model: its settings. */
export const configEnding = '.json'

/**
 * What Piper's voices have in common as far as is known: measured with the voice joe, whose network and training are
 * those of the others; its length scales are true of symbols as long as its own.
 */
const likelyFacts = {
  pushGrid: { frames: [10, 25], minimumTailFrames: 8 },
  wordLagSeconds: 0.011,
  pace: [
    [0.4, 0.469],
    [0.5, 0.573],
    [0.75, 0.816],
    [0.9, 0.951],
    [1, 1],
    [1.15, 1.07],
    [1.25, 1.136],
  ],
} satisfies Partial<VitsManifest>

/**
 * Makes a voice of a Piper model that lies anywhere, with its settings beside it, as an installed one: what is missing
 * to a manifest is read from the two files. Nothing is written beside them.
 * @param options.modelPath the .onnx; its settings are expected at the same name followed by `.json`
 * @param options.cacheDirectory where the graphs rewritten for streaming are kept
 * @param options.speaker by name or number
 * @throws AppError 'voice/missing' when one of the two cannot be read; 'voice/incompatible' when they are not a voice, or
 *   not of one voice, with `details.reason` model, settings, too-large or speaker; `signal.reason`
 */
export async function openPiperVoice(options: {
  modelPath: string
  cacheDirectory: string
  speaker?: string | undefined
  signal: AbortSignal
}): Promise<InstalledVoice> {
  const { modelPath, cacheDirectory, speaker } = options
  return {
    manifest: await describePiperVoice(options),
    filesDirectory: dirname(modelPath),
    preparedDirectory: cacheDirectory,
    precision: 'float32',
    ...(speaker === undefined ? {} : { speaker }),
  }
}

/**
 * The manifest that a Piper model would have, from the two files; doing so takes the model apart, as loading it would.
 * @throws as `openPiperVoice` does
 */
export async function describePiperVoice(
  options: Parameters<typeof openPiperVoice>[0],
): Promise<VitsManifest> {
  const { modelPath, cacheDirectory, speaker, signal } = options
  await demandFile(modelPath)
  const configPath = modelPath + configEnding
  const config = await readVoiceConfig(configPath)
  speakerNumber(speaker, config)
  const { contract } = await prepareNamed(modelPath, cacheDirectory, signal)
  checkConfigFits(config, contract, configPath)
  const files = await Promise.all([modelPath, configPath].map((path) => describeFile(path, cacheDirectory)))
  return manifestOf(modelPath, config, contract.decoder.rate, files)
}

function manifestOf(
  modelPath: string,
  config: VitsVoiceConfig,
  hopSamples: number,
  files: VitsManifest['files'],
): VitsManifest {
  const model = basename(modelPath)
  const { dataset, quality, languageCode, espeakVoice } = config.about
  if (espeakVoice === undefined) {
    throw new AppError('voice/incompatible', `${modelPath}${configEnding} names no voice of espeak`, {
      details: { path: modelPath + configEnding, reason: 'settings' },
    })
  }
  const plainName = dataset ?? model.replace(/\.onnx$/i, '')
  return {
    id: idOf(model),
    name: (quality === undefined ? plainName : `${plainName} (${quality})`).slice(0, 60),
    family: 'vits',
    language: (languageCode ?? espeakVoice).replaceAll('_', '-'),
    // Its own terms, which are not in either file.
    licence: { spdx: 'NOASSERTION', file: model + configEnding },
    files,
    sources: [],
    sampleRateHz: config.sampleRateHz,
    hopSamples,
    ...likelyFacts,
    model,
    config: model + configEnding,
    ...(config.speakers === 1 ? {} : { speakers: config.speakers }),
    frontEnd: { espeakVoice },
  }
}

/** "en_US-joe-medium.onnx" -> "en-us-joe-medium": what a voice is called among the others. */
export function idOf(model: string): string {
  const words = plainLetters(model)
    .replace(/\.onnx$/i, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  return words?.join('-') ?? 'voice'
}

/** Without accents: "tugão" -> "tugao". */
export function plainLetters(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '')
}

async function demandFile(path: string): Promise<void> {
  const reasons: Record<string, string> = {
    ENOENT: 'not-found',
    ENOTDIR: 'not-found',
    EACCES: 'no-permission',
  }
  const refuse = (reason: string, cause?: unknown): AppError =>
    new AppError('voice/missing', `There is no voice that can be read at ${path}`, {
      details: { path, reason },
      retry: 'after-user-action',
      cause,
    })
  const entry = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw refuse(reasons[error.code ?? ''] ?? 'unreadable', error)
  })
  if (!entry.isFile()) throw refuse('not-a-file')
}

/** The workshop's refusals name tensors; a person has to know which file it was. */
async function prepareNamed(
  modelPath: string,
  cacheDirectory: string,
  signal: AbortSignal,
): Promise<PreparedVitsVoice> {
  try {
    return await prepareVitsVoice({ modelPath, cacheDirectory, signal })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'voice/incompatible') throw error
    throw new AppError('voice/incompatible', `${modelPath}: ${error.message}`, {
      details: { reason: 'model', ...error.details, path: modelPath },
      cause: error,
    })
  }
}

/** Hashed once: its hash is remembered with what is prepared of it. */
async function describeFile(path: string, cacheDirectory: string): Promise<VitsManifest['files'][number]> {
  const [{ size }, sha256] = await Promise.all([stat(path), fileSha256(path, notesIn(cacheDirectory))])
  return { name: basename(path), bytes: size, sha256 }
}
