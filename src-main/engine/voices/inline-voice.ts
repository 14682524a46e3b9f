import { loadPostProcess } from '../audio/post/post-process'
import { loadedAddress, voiceAddress } from '../speech-cache/addresses'
import { renderUtterance } from '../streaming/render'
import { createDeviceChooser } from '../worker/device-chooser'
import type { InstalledVoice } from './family'
import { familyOf } from './registry'
import type { Voice } from './voice'

/**
 * Loads a voice into the calling thread, which every run then blocks: for measuring one thread, and for tests. It runs
 * where what is known of the devices says; none is tried, and one that fails is the caller's to see.
 */
export async function loadInlineVoice(installed: InstalledVoice, signal: AbortSignal): Promise<Voice> {
  const family = familyOf(installed.manifest)
  await family.prepare(installed, signal)
  const decision = (await createDeviceChooser(installed)).decide()
  const acoustic = await family.loadAcousticModel(installed)
  await acoustic.warmUp?.()
  const vocoder = await family.loadVocoder(installed, decision.placement)
  const postProcess = await loadPostProcess()
  const description = family.describe(installed.manifest)
  return {
    ...description,
    address: loadedAddress(await voiceAddress(installed, __filename), description, decision.placement),
    device: decision.device,
    providers: decision.providers,
    async *analyse(text, tempo, stop) {
      stop.throwIfAborted()
      for await (const utterance of acoustic.analyse(text, tempo)) {
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
