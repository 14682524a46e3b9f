import type { Decision } from '../onnx/providers/decide'
import type { InstalledVoice } from '../voices/family'
import { familyOf } from '../voices/registry'
import { createDeviceChooser } from './device-chooser'
import { probeDevice } from './probe/launch'

/**
 * Tries every device that the voice's choice allows, also those tried before, and remembers what came of it: voices
 * loaded later are decided by it.
 * @param options.onTry told before each device, by its id, and awaited
 * @throws AppError as `VoiceFamily.prepare`; `signal.reason`
 */
export async function reportDevices(options: {
  workerPath: string
  voice: InstalledVoice
  signal: AbortSignal
  onTry: (device: string) => void | Promise<void>
}): Promise<Decision> {
  const { workerPath, voice, signal } = options
  await familyOf(voice.manifest).prepare(voice, signal)
  const chooser = await createDeviceChooser(voice)
  await chooser.tryDevices(
    async (device, limits) => {
      await options.onTry(device)
      return probeDevice({ workerPath, voice, device, ...limits })
    },
    { isBackground: false, again: true, signal },
  )
  return chooser.decide()
}
