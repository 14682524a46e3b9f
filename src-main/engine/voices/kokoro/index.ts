import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { assert } from '@contract/assert'
import { openPlaced } from '../../onnx/open-placed'
import { int64, openSession } from '../../onnx/session'
import { loadEnglishFrontEnd, warmUpEnglish } from '../../text/en'
import { asWritten } from '../../text/speakable-text'
import type { FrontEnd } from '../../text/spoken-text'
import { describeVoice, everySeam } from '../describe-voice'
import type { InstalledVoice, VoiceFamily } from '../family'
import type { KokoroManifest } from '../store/manifest'
import { readVocabulary } from '../vocabulary'
import { createKokoroAcousticModel } from './acoustic'
import { prepareKokoroVoice, type PreparedKokoroVoice } from './preparation'
import { loadStyle, parseStyle, type Style } from './styles'
import { createKokoroVocoder } from './vocoder'
import { ownTempo } from '../tempo'

/** Said while loading, so that the first sentence read does not wait for what is set up at first use. */
const exercise = 'On March 3, 1987, Dr. Hart paid $19.50 for 5 km at 7:30 p.m., didn’t she?'

/**
 * The decoder is nearly all of the work, so its second core would idle (measured: the same bits, 0.73 of the time even
 * where the cores were busy).
 */
const decoderThreads = 2

const whyNotCached =
  'its decoder levels every stretch by the mean of the whole stretch, so nothing exact can be carried: ' +
  'sentences are cut where they are quietest and blended over 75 ms instead'

/**
 * Voices of Kokoro-82M (StyleTTS 2 with an iSTFTNet decoder). The voice's `speaker` is a style, or two to be blended.
 */
export const kokoro: VoiceFamily = {
  // The decoder's weights, stored in int8, are computed with in float32. The precision asked for is not looked at.
  precisions: ['float32'],

  describe: (manifest) => describeVoice(manifest, { ...everySeam, cached: whyNotCached }),

  async prepare(voice, signal) {
    parseStyle(voice.speaker, manifestOf(voice))
    await prepared(voice, signal)
  },

  async loadFrontEnd(voice) {
    const style = await loadStyle(
      parseStyle(voice.speaker, manifestOf(voice)),
      manifestOf(voice),
      voice.filesDirectory,
    )
    return frontEndOf(voice, style)
  },

  async loadAcousticModel(voice) {
    const manifest = manifestOf(voice)
    const { acoustic } = await prepared(voice)
    const style = await loadStyle(parseStyle(voice.speaker, manifest), manifest, voice.filesDirectory)
    const [frontEnd, network, vocabulary] = await Promise.all([
      frontEndOf(voice, style),
      openPlaced(acoustic, voice.preparedDirectory, { threads: voice.threads, exactSums: true }),
      readVocabulary(voice.filesDirectory),
    ])
    const model = createKokoroAcousticModel({ frontEnd, network, vocabulary, style, manifest })
    return {
      ...model,
      async warmUp() {
        await warmUpEnglish(frontEnd)
        await model.analyse(asWritten(exercise), ownTempo).next()
      },
    }
  },

  async loadVocoder(voice, placement) {
    const { hopSamples, pushGrid } = manifestOf(voice)
    const { decoder } = await prepared(voice)
    return createKokoroVocoder({
      decoder: await openPlaced(decoder, voice.preparedDirectory, {
        placement,
        threads: voice.threads ?? Math.min(decoderThreads, availableParallelism()),
      }),
      hopSamples,
      pushGrid,
    })
  },
}

function frontEndOf({ filesDirectory }: InstalledVoice, { variant }: Style): Promise<FrontEnd> {
  const network = { open: (path: string) => openSession(path), int64 }
  return loadEnglishFrontEnd({ assetsDirectory: filesDirectory, variant, network })
}

function manifestOf({ manifest }: InstalledVoice): KokoroManifest {
  assert(manifest.family === 'kokoro', 'a voice is loaded by its own family')
  return manifest
}

function prepared(voice: InstalledVoice, signal?: AbortSignal): Promise<PreparedKokoroVoice> {
  return prepareKokoroVoice({
    modelPath: join(voice.filesDirectory, manifestOf(voice).model),
    cacheDirectory: voice.preparedDirectory,
    carriedDirectory: voice.carriedDirectory,
    signal,
  })
}
