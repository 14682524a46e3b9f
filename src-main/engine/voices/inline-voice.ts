import { loadPostProcess } from '../audio/post/post-process'
import { renderUtterance } from '../streaming/render'
import type { InstalledVoice } from './family'
import { familyOf } from './registry'
import type { Voice } from './voice'

/** Loads a voice into the calling thread, which every run then blocks: for measuring one thread, and for tests. */
export async function loadInlineVoice(installed: InstalledVoice, signal: AbortSignal): Promise<Voice> {
  const family = familyOf(installed.manifest)
  await family.prepare(installed, signal)
  const acoustic = await family.loadAcousticModel(installed)
  const vocoder = await family.loadVocoder(installed)
  const postProcess = await loadPostProcess()
  const description = family.describe(installed.manifest)
  return {
    ...description,
    device: 'CPU',
    async *analyse(text, lengthScale, stop) {
      stop.throwIfAborted()
      for await (const utterance of acoustic.analyse(text, lengthScale)) {
        stop.throwIfAborted()
        yield utterance
      }
    },
    async *render(utterance, plan, stop) {
      const { sampleRateHz } = description
      for await (const push of renderUtterance({
        vocoder,
        utterance,
        plan,
        sampleRateHz,
        postProcess,
      })) {
        stop.throwIfAborted()
        yield push
      }
    },
    async dispose() {
      await acoustic.dispose()
      await vocoder.dispose()
    },
  }
}
