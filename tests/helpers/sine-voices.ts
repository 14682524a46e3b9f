import type { VoiceOffer } from '@contract/speech'
import { renderUtterance } from '../../src-main/engine/streaming/render'
import { loadPostProcess } from '../../src-main/engine/audio/post/post-process'
import { createVoiceEnsemble, type VoiceEnsemble } from '../../src-main/engine/voices/voice-ensemble'
import type { Voice } from '../../src-main/engine/voices/voice'
import { createSineVocoder } from './sine-vocoder'
import { loadSineVoice } from './sine-voice'

/** A sine voice of a language with a rate and a loudness of its own, by which it is told apart in what is heard. */
export interface SineSinger {
  readonly id: string
  readonly language: string
  readonly sampleRateHz: number
  /** Times the plain sine voice. */
  readonly loudness: number
}

export async function loadSinger({ id, language, sampleRateHz, loudness }: SineSinger): Promise<Voice> {
  const postProcess = await loadPostProcess()
  const vocoder = createSineVocoder()
  return {
    ...(await loadSineVoice()),
    id,
    name: id,
    address: id,
    language,
    sampleRateHz,
    async *render(utterance, plan, signal) {
      for await (const push of renderUtterance({ vocoder, utterance, plan, sampleRateHz, postProcess })) {
        signal.throwIfAborted()
        yield { ...push, samples: push.samples.map((sample) => sample * loudness) }
      }
    },
  }
}

/** An ensemble of such voices, which keeps a log of what it loads and lets go. */
export function createSineEnsemble(
  singers: readonly SineSinger[],
  options: { log?: string[]; load?: (id: string) => Promise<void>; missing?: readonly string[] } = {},
): VoiceEnsemble {
  const { log = [], load = () => Promise.resolve(), missing = [] } = options
  const offers = singers.map(({ id, language }): VoiceOffer => ({
    id,
    name: id,
    language,
    missingBytes: missing.includes(id) ? 1 : 0,
  }))
  return createVoiceEnsemble({
    offers: () => Promise.resolve(offers),
    async load(id, signal) {
      log.push(`load ${id}`)
      await load(id)
      signal.throwIfAborted()
      const singer = singers.find((known) => known.id === id)
      if (!singer) throw new Error(`No singer ${id}`)
      return { ...(await loadSinger(singer)), dispose: () => Promise.resolve(void log.push(`dispose ${id}`)) }
    },
  })
}
