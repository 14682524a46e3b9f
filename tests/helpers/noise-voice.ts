import { hasSomethingToSay } from '@contract/something-to-say'
import { loadPostProcess } from '../../src-main/engine/audio/post/post-process'
import { renderUtterance } from '../../src-main/engine/streaming/render'
import type { Voice } from '../../src-main/engine/voices/voice'
import { createSineVocoder, sineRateHz, sineUtterance } from './sine-vocoder'
import { loadSineVoice } from './sine-voice'
import { speechLike } from './speech-like'

/** Frames a character lasts: sentences last long enough to have a loudness. */
const framesPerChar = 25

/** A voice whose sound has the spectrum and the peaks of speech, and sentences that differ in loudness as sentences do. */
export async function loadNoiseVoice(
  factor: number,
  description: Partial<Pick<Voice, 'id' | 'name' | 'loudnessLufs'>> = {},
): Promise<Voice> {
  const postProcess = await loadPostProcess()
  const noise = speechLike(90, sineRateHz, 7)
  const vocoder = createSineVocoder(({ frames }, index) => {
    const emphasis = 1 + 0.2 * Math.sin(frames)
    return noise[(frames * 7_919 + index) % noise.length] * emphasis * factor
  })
  return {
    ...(await loadSineVoice()),
    ...description,
    async *analyse({ text }) {
      await Promise.resolve()
      if (hasSomethingToSay(text)) yield sineUtterance(text.length * framesPerChar, text)
    },
    async *render(utterance, plan, signal) {
      const options = { vocoder, utterance, plan, sampleRateHz: sineRateHz, postProcess }
      for await (const push of renderUtterance(options)) {
        signal.throwIfAborted()
        yield push
      }
    },
  }
}
