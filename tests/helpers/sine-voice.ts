import { loadPostProcess } from '../../src-main/engine/audio/post/post-process'
import { renderUtterance } from '../../src-main/engine/streaming/render'
import type { Voice } from '../../src-main/engine/voices/voice'
import { createSineVocoder, sineHopSamples, sineRateHz, sineUtterance } from './sine-vocoder'

/** Frames a character lasts: long enough that sentences take several pushes. */
const framesPerChar = 3

/** A whole voice without a network: every character lasts equally long, words are what white space parts. */
export async function loadSineVoice(): Promise<Voice> {
  const postProcess = await loadPostProcess()
  const vocoder = createSineVocoder()
  return {
    id: 'sine',
    name: 'Sine',
    language: 'en-US',
    address: 'sine',
    sampleRateHz: sineRateHz,
    device: 'test',
    pace: [
      [0.5, 0.5],
      [1, 1],
      [1.25, 1.25],
    ],
    can: {
      wordTimes: true,
      seams: { cached: true, 'overlap-add': true, 'cross-fade': true, none: true },
    },
    async *analyse({ text }, { lengthScale, clausePauseSeconds }) {
      await Promise.resolve()
      if (!/[\p{L}\p{N}]/u.test(text)) return
      const pauseFrames = Math.round((clausePauseSeconds * sineRateHz) / sineHopSamples)
      yield sineUtterance(Math.ceil((text.length * framesPerChar) / lengthScale), text, pauseFrames)
    },
    async *render(utterance, plan, signal) {
      for await (const push of renderUtterance({
        vocoder,
        utterance,
        plan,
        sampleRateHz: sineRateHz,
        postProcess,
      })) {
        signal.throwIfAborted()
        yield push
      }
    },
    dispose: () => Promise.resolve(),
  }
}
