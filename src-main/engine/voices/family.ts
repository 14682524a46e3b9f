import type { DeviceChoice } from '@contract/settings'
import type { Placement } from '../onnx/placement'
import type { FrontEnd } from '../text/spoken-text'
import type { VoiceManifest } from './store/manifest'
import type { AcousticModel, VoiceDescription, Vocoder } from './voice'

/** A voice whose files are on disk and verified. Plain data: it is handed to worker threads. */
export interface InstalledVoice {
  readonly manifest: VoiceManifest
  /** Holds the manifest's files under their own names. */
  readonly filesDirectory: string
  /** Where graphs rewritten for streaming are kept. */
  readonly preparedDirectory: string
  /** Where such lie that came with Lector, and are only read; absent: nowhere. */
  readonly carriedDirectory?: string
  /** 'int8' is the published precision and the fastest on a CPU; 'float32' is exact for every push size. */
  readonly precision: 'int8' | 'float32'
  /** Of a voice of several speakers: which, by name or number, or two to blend where it can; absent: its first. */
  readonly speaker?: string
  /** What is to run the vocoder; absent: the CPU. What does run it is decided by trying (`Placement`). */
  readonly device?: DeviceChoice
  /** Threads of each session on the CPU; absent: what suits the family, 1 where two workers beat two threads. */
  readonly threads?: number
}

/** How one kind of voice is loaded: a folder of `voices/` and a line of the registry. */
export interface VoiceFamily {
  /** What its vocoder can be loaded in, at least one. The first is the nearest to what the network was trained as. */
  readonly precisions: readonly [InstalledVoice['precision'], ...InstalledVoice['precision'][]]
  describe(manifest: VoiceManifest): VoiceDescription
  /** Does what is done once per installation (rewriting graphs); quick when it was done before. */
  prepare(voice: InstalledVoice, signal: AbortSignal): Promise<void>
  /** What turns its text into phonemes, without the networks. */
  loadFrontEnd(voice: InstalledVoice): Promise<FrontEnd>
  loadAcousticModel(voice: InstalledVoice): Promise<AcousticModel>
  /** @param placement what runs it; absent: the CPU in the voice's own precision */
  loadVocoder(voice: InstalledVoice, placement?: Placement): Promise<Vocoder>
}
