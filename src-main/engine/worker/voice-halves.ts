import type { Reason } from '@contract/reasons'
import type { DeviceId } from '@contract/settings'
import type { VoiceWork } from '@contract/voice-stages'
import { assert } from '@contract/assert'
import { onCpu, type Placement } from '../onnx/placement'
import type { InstalledVoice, VoiceFamily } from '../voices/family'
import type { AcousticModel } from '../voices/voice'
import { createPlacedVocoder, type PlacedVocoder } from './placed-vocoder'

/** What of a voice one thread runs, each half loaded when it is first asked for. */
export class VoiceHalves {
  #acoustic: Promise<AcousticModel> | undefined
  #vocoder: Promise<PlacedVocoder> | undefined
  #loadedVocoder: PlacedVocoder | undefined

  constructor(
    private readonly parts: {
      readonly family: VoiceFamily
      readonly voice: InstalledVoice
      readonly work: VoiceWork
      /** What runs the vocoder; absent: the CPU. */
      readonly placement?: Placement | undefined
      readonly sampleRateHz: number
      readonly onFallBack: (device: DeviceId, reason: Reason) => void
    },
  ) {}

  /** What runs the vocoder, or will. */
  get device(): DeviceId {
    return (this.#loadedVocoder ?? this.parts.placement ?? onCpu).device
  }

  /** Loads what the thread runs, and warms what somebody waits for. @throws as `acoustic` and `vocoder` */
  async load(): Promise<void> {
    const { work } = this.parts
    if (work !== 'vocoder') {
      const acoustic = await this.acoustic()
      // What makes whole sentences is not heard while it does: warmed, it would begin later and end no sooner.
      if (work !== 'whole') await acoustic.warmUp?.()
    }
    if (work !== 'acoustic') await this.vocoder()
  }

  /** @throws AppError as `VoiceFamily.loadAcousticModel`, each time alike */
  acoustic(): Promise<AcousticModel> {
    const { family, voice, work } = this.parts
    assert(work !== 'vocoder', 'this worker plans speech')
    this.#acoustic ??= family.loadAcousticModel(voice)
    return this.#acoustic
  }

  /** @throws AppError as `createPlacedVocoder`, each time alike */
  vocoder(): Promise<PlacedVocoder> {
    const { work, placement = onCpu, ...others } = this.parts
    assert(work !== 'acoustic', 'this worker makes sound')
    this.#vocoder ??= createPlacedVocoder({ ...others, placement }).then(
      (loaded) => (this.#loadedVocoder = loaded),
    )
    return this.#vocoder
  }

  /** Frees what is loaded; what could not be needs nothing. */
  async dispose(): Promise<void> {
    const loading = await Promise.allSettled([this.#acoustic, this.#vocoder])
    for (const half of loading) if (half.status === 'fulfilled') await half.value?.dispose()
  }
}
