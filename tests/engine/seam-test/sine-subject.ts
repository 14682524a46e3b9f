import type { SeamSubject } from '../../../src-main/engine/seam-test'
import type { SeamAbilities, Utterance, Vocoder } from '../../../src-main/engine/voices/voice'
import { createSineVocoder } from '../../helpers/sine-vocoder'
import { loadSineVoice } from '../../helpers/sine-voice'
import { asWritten } from '../../../src-main/engine/text/speakable-text'
import { ownTempo } from '../../../src-main/engine/voices/tempo'

/** A voice without a network, as the seam test takes it apart. */
export async function sineSubject(
  options: { vocoder?: Vocoder; seams?: SeamAbilities } = {},
): Promise<SeamSubject> {
  const voice = await loadSineVoice()
  return {
    id: 'sine',
    name: 'Sine',
    sampleRateHz: voice.sampleRateHz,
    seams: options.seams ?? voice.can.seams,
    vocoders: [{ precision: 'float32', vocoder: options.vocoder ?? createSineVocoder() }],
    voice,
    playedPrecision: 'float32',
    async analyse(text, signal) {
      const utterances: Utterance[] = []
      for await (const utterance of voice.analyse(asWritten(text), ownTempo, signal))
        utterances.push(utterance)
      return utterances
    },
    dispose: () => voice.dispose(),
  }
}

/** A vocoder with a fault at the start of every push but the first, as one has that loses part of its state. */
export function createForgetfulVocoder(): Vocoder {
  const exact: Vocoder = createSineVocoder()
  return {
    ...exact,
    async step(features, state, untilFrame) {
      const { samples, state: next } = await exact.step(features, state, untilFrame)
      const isFirst = samples.length === 0 || samples[0] === 0
      if (!isFirst) samples[0] += 0.001
      return { samples, state: next }
    },
  }
}
