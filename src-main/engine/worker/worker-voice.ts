import type { InstalledVoice } from '../voices/family'
import { familyOf } from '../voices/registry'
import type { Voice } from '../voices/voice'
import { InferenceClient } from './inference-client'

/**
 * Loads a voice into two worker threads, one a stage: a run blocks its thread, so the caller's stays free to answer,
 * and the acoustic model works on the next sentence while the vocoder works on this one.
 * @param workerPath the built `inference-worker` script
 * @throws AppError 'voice/incompatible', 'engine/crashed'; `signal.reason` when aborted
 */
export async function loadWorkerVoice(
  workerPath: string,
  installed: InstalledVoice,
  signal: AbortSignal,
): Promise<Voice> {
  const family = familyOf(installed.manifest)
  await family.prepare(installed, signal)
  const acoustic = new InferenceClient(workerPath, installed, 'acoustic')
  const vocoder = new InferenceClient(workerPath, installed, 'vocoder')
  const dispose = async (): Promise<void> => {
    await Promise.all([acoustic.close(), vocoder.close()])
  }
  try {
    await Promise.all([acoustic.loaded(), vocoder.loaded()])
    signal.throwIfAborted()
  } catch (error) {
    await dispose()
    throw error
  }
  return {
    ...family.describe(installed.manifest),
    device: 'CPU',
    lost: Promise.race([acoustic.lost, vocoder.lost]),
    analyse: (text, lengthScale, stop) => acoustic.analyse(text, lengthScale, stop),
    render: (utterance, plan, stop) => vocoder.render(utterance, plan, stop),
    dispose,
  }
}
