import type { Reason } from '@contract/reasons'
import type { DeviceId } from '@contract/settings'
import { onCpu, type Placement } from '../onnx/placement'
import type { InstalledVoice, VoiceFamily } from '../voices/family'
import { createSteadyVocoder, type SteadyVocoder } from '../voices/steady-vocoder'
import type { AcousticFeatures, Vocoder } from '../voices/voice'

/** A voice's vocoder that can be moved to another device, and comes back to the CPU when that one fails. */
export interface PlacedVocoder extends SteadyVocoder {
  /** What runs it now. */
  readonly device: DeviceId
  /** @returns whether later sentences run there; if not, `onFallBack` was told why, and they stay where they ran */
  place(placement: Placement): Promise<boolean>
}

/**
 * Loads a voice's vocoder where it is to run; where that fails, on the CPU.
 * @param options.onFallBack told whenever a device failed, with the reason for people
 * @throws AppError as `VoiceFamily.loadVocoder`, when the CPU cannot run it either
 */
export async function createPlacedVocoder(options: {
  family: VoiceFamily
  voice: InstalledVoice
  placement: Placement
  sampleRateHz: number
  onFallBack: (device: DeviceId, reason: Reason) => void
}): Promise<PlacedVocoder> {
  const { family, voice, sampleRateHz } = options
  let { device } = options.placement
  const openCpu = (): Promise<Vocoder> => family.loadVocoder(voice, onCpu)
  const fallBack = (failed: DeviceId, cause: unknown): void => options.onFallBack(failed, reasonOf(cause))
  const fallbackOf = ({ device }: Placement) => (device === 'cpu' ? undefined : openCpu)

  const openFirst = async (): Promise<Vocoder> => {
    if (device === 'cpu') return openCpu()
    try {
      return await family.loadVocoder(voice, options.placement)
    } catch (cause) {
      fallBack(device, cause)
      device = 'cpu'
      return openCpu()
    }
  }

  const steady = createSteadyVocoder({
    vocoder: await openFirst(),
    sampleRateHz,
    openFallback: device === 'cpu' ? undefined : openCpu,
    onFallBack: (cause) => {
      const failed = device
      device = 'cpu'
      fallBack(failed, cause)
    },
  })
  /** What was said last: a device new to the voice says it to nobody first. */
  let lastSaid: AcousticFeatures | null = null
  return {
    ...steady,
    get device() {
      return device
    },
    init(features, seed) {
      lastSaid = features
      return steady.init(features, seed)
    },
    async place(placement) {
      let vocoder: Vocoder | undefined
      try {
        vocoder = await family.loadVocoder(voice, placement)
        // Its first run compiles what it runs: seconds that would fall into a sentence.
        if (lastSaid && placement.device !== 'cpu')
          await vocoder.decodeWindow(lastSaid, 0, Math.min(lastSaid.frames, warmFrames), 0)
      } catch (cause) {
        await vocoder?.dispose()
        fallBack(placement.device, cause)
        return false
      }
      steady.replace(vocoder, fallbackOf(placement))
      device = placement.device
      return true
    },
  }
}

/** The root of a failure, in one line. */
function reasonOf(cause: unknown): Reason {
  let root = cause
  while (root instanceof Error && root.cause !== undefined) root = root.cause
  const [line = ''] = (root instanceof Error ? root.message : String(root)).split('\n')
  return { code: 'device-failed-in-use', values: { detail: line.slice(0, maxReasonChars) } }
}

/** Enough to run every layer. */
const warmFrames = 100
const maxReasonChars = 200
