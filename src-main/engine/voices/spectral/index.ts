import { join } from 'node:path'
import { assert } from '@contract/assert'
import { openPlaced } from '../../onnx/open-placed'
import { onCpu } from '../../onnx/placement'
import { int64, openSession } from '../../onnx/session'
import { maxSentenceSeconds } from '@contract/limits'
import { loadEnglishFrontEnd } from '../../text/en'
import { describeVoice, everySeam } from '../describe-voice'
import type { InstalledVoice, VoiceFamily } from '../family'
import type { SpectralManifest } from '../store/manifest'
import { readVocabulary } from '../vocabulary'
import { createSpectralAcousticModel } from './acoustic'
import { prepareSpectralVoice, type PreparedSpectralVoice } from './preparation'
import { createSynthesizer } from './synthesis/synthesizer'
import { createSpectralVocoder } from './vocoder'

const modelFile = 'hibari.onnx'

/** Voices that predict a spectrum a frame and are made sound by a pulse train and an inverse STFT (Hibari). */
export const spectral: VoiceFamily = {
  precisions: ['float32', 'int8'],

  describe: (manifest) => describeVoice(manifest, everySeam),

  async prepare(voice, signal) {
    await prepared(voice, signal)
  },

  loadFrontEnd: (voice) =>
    loadEnglishFrontEnd({
      assetsDirectory: voice.filesDirectory,
      variant: manifestOf(voice).frontEnd.variant,
      network: { open: (path) => openSession(path), int64 },
    }),

  async loadAcousticModel(voice) {
    const manifest = manifestOf(voice)
    const { front, decoder } = await prepared(voice)
    const [frontEnd, session, vocabulary] = await Promise.all([
      spectral.loadFrontEnd(voice),
      // Pitch and lengths come of it. Of the decoder's pairs of weights one in 20,000 can overflow: not heard (its
      // spectra are as near to those in float32, 40.8 dB).
      openPlaced(front, voice.preparedDirectory, { threads: voice.threads, exactSums: true }),
      readVocabulary(voice.filesDirectory),
    ])
    return createSpectralAcousticModel({
      frontEnd,
      front: session,
      vocabulary,
      contract: decoder,
      manifest,
    })
  },

  async loadVocoder(voice, placement = onCpu) {
    const { decoderInt8, decoderFloat32, decoder } = await prepared(voice)
    const { hopSamples, sampleRateHz, pushGrid } = voice.manifest
    // A graphics processor has no operators for the int8 groups: they would go back to the CPU in every layer.
    const isInt8 = voice.precision === 'int8' && placement.device === 'cpu'
    return createSpectralVocoder({
      decoder: await openPlaced(isInt8 ? decoderInt8 : decoderFloat32, voice.preparedDirectory, {
        placement,
        threads: voice.threads,
        keptOnDevice: decoder.states.map(({ output }) => output),
      }),
      // At half speed a sentence lasts twice as long.
      synthesizer: createSynthesizer({ maxFrames: (2 * maxSentenceSeconds * sampleRateHz) / hopSamples }),
      contract: decoder,
      hopSamples,
      pushGrid,
    })
  },
}

function manifestOf({ manifest }: InstalledVoice): SpectralManifest {
  assert(manifest.family === 'spectral', 'a voice is loaded by its own family')
  return manifest
}

function prepared(voice: InstalledVoice, signal?: AbortSignal): Promise<PreparedSpectralVoice> {
  return prepareSpectralVoice({
    modelPath: join(voice.filesDirectory, modelFile),
    cacheDirectory: voice.preparedDirectory,
    carriedDirectory: voice.carriedDirectory,
    signal,
  })
}
