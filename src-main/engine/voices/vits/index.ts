import { join } from 'node:path'
import { assert } from '@contract/assert'
import { AppError } from '@contract/errors'
import { chainSessions } from '../../onnx/chained-sessions'
import { openPlaced } from '../../onnx/open-placed'
import type { ModelSession } from '../../onnx/session'
import { asWritten } from '../../text/speakable-text'
import type { FrontEnd } from '../../text/spoken-text'
import { describeVoice, everySeam } from '../describe-voice'
import type { InstalledVoice, VoiceFamily } from '../family'
import type { VitsManifest } from '../store/manifest'
import { ownTempo } from '../tempo'
import { createVitsAcousticModel } from './acoustic'
import type { StreamedNetworkContract } from './preparation-split'
import { prepareVitsVoice, type PreparedVitsVoice } from './preparation'
import { createStreamedNetwork } from './streamed-network'
import { createVitsVocoder } from './vocoder'
import { checkConfigFits, readVoiceConfig, speakerNumber } from './voice-config'

/** Said once while loading, so that the first sentence read does not wait for what is set up at first use. */
const exercise = 'On March 3, Dr. Hart paid $19.50.'

/**
 * Voices of one network from phonemes to samples, as Piper publishes them (VITS: a prior, a flow, a HiFi-GAN).
 * @param loadFrontEnd opens the phonemes of a language, by espeak-ng's name for it
 */
export function createVitsFamily(loadFrontEnd: (espeakVoice: string) => Promise<FrontEnd>): VoiceFamily {
  return {
    // As published. The precision asked for is not looked at.
    precisions: ['float32'],

    describe: (manifest) => describeVoice(manifest, everySeam),

    async prepare(voice, signal) {
      await prepared(voice, signal)
    },

    loadFrontEnd: (voice) => loadFrontEnd(manifestOf(voice).frontEnd.espeakVoice),

    async loadAcousticModel(voice) {
      const manifest = manifestOf(voice)
      const { encoder, contract } = await prepared(voice)
      const configPath = join(voice.filesDirectory, manifest.config)
      const config = await readVoiceConfig(configPath)
      checkConfigFits(config, contract, configPath)
      const speaker = speakerNumber(voice.speaker, config)
      if (config.sampleRateHz !== manifest.sampleRateHz) {
        throw new AppError('voice/incompatible', `${manifest.id} has ${config.sampleRateHz} samples a second`)
      }
      const [frontEnd, ...sessions] = await Promise.all([
        loadFrontEnd(manifest.frontEnd.espeakVoice),
        ...encoder.map((part) => openPlaced(part, voice.preparedDirectory, { threads: voice.threads })),
      ])
      const { hopSamples, wordLagSeconds, pace } = manifest
      const model = createVitsAcousticModel({
        frontEnd,
        encoder: chainSessions(sessions),
        config,
        contract,
        speaker,
        hopSamples,
        wordLagSeconds,
        pace,
      })
      await model.analyse(asWritten(exercise), ownTempo).next()
      return model
    },

    async loadVocoder(voice, placement) {
      const manifest = manifestOf(voice)
      const { flow, decoder, contract } = await prepared(voice)
      if (contract.decoder.rate !== manifest.hopSamples) {
        throw new AppError(
          'voice/incompatible',
          `${manifest.id} makes ${contract.decoder.rate} samples a frame`,
        )
      }
      const open = (path: string, { states }: StreamedNetworkContract): Promise<ModelSession> =>
        openPlaced(path, voice.preparedDirectory, {
          placement,
          threads: voice.threads,
          keptOnDevice: states.map(({ output }) => output),
        })
      const [flowSession, decoderSession] = await Promise.all([
        open(flow, contract.flow),
        open(decoder, contract.decoder),
      ])
      return createVitsVocoder({
        flow: createStreamedNetwork(flowSession, contract.flow),
        decoder: createStreamedNetwork(decoderSession, contract.decoder),
        pushGrid: manifest.pushGrid,
      })
    },
  }
}

function manifestOf({ manifest }: InstalledVoice): VitsManifest {
  assert(manifest.family === 'vits', 'a voice is loaded by its own family')
  return manifest
}

function prepared(voice: InstalledVoice, signal?: AbortSignal): Promise<PreparedVitsVoice> {
  return prepareVitsVoice({
    modelPath: join(voice.filesDirectory, manifestOf(voice).model),
    cacheDirectory: voice.preparedDirectory,
    carriedDirectory: voice.carriedDirectory,
    signal,
  })
}
