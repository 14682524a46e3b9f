import { paragraphDocument } from './paragraph-document'
import { asWritten } from '../text/speakable-text'
import type { InstalledVoice } from '../voices/family'
import { loadInlineVoice } from '../voices/inline-voice'
import { familyOf } from '../voices/registry'
import type { SeamAbilities, Utterance, Vocoder, Voice } from '../voices/voice'
import { ownTempo } from '../voices/tempo'

export type Precision = InstalledVoice['precision']

/** A voice taken apart for the seam test: its vocoder in every precision, and the whole of it as it plays. */
export interface SeamSubject {
  readonly id: string
  readonly name: string
  readonly sampleRateHz: number
  readonly seams: SeamAbilities
  /** The first is the one that references are made with. */
  readonly vocoders: readonly { readonly precision: Precision; readonly vocoder: Vocoder }[]
  readonly voice: Voice
  /** Which precision `voice` plays in. */
  readonly playedPrecision: Precision
  /** @returns everything the voice says of a text, sentence by sentence */
  analyse(text: string, signal: AbortSignal): Promise<Utterance[]>
  dispose(): Promise<void>
}

/**
 * Loads a voice into the calling thread, for a test that takes it apart.
 * @throws AppError 'voice/incompatible'; `signal.reason`
 */
export async function loadSeamSubject(installed: InstalledVoice, signal: AbortSignal): Promise<SeamSubject> {
  const family = familyOf(installed.manifest)
  const { precisions } = family
  const voice = await loadInlineVoice(installed, signal)
  const vocoders: { precision: Precision; vocoder: Vocoder }[] = []
  const dispose = async (): Promise<void> => {
    await voice.dispose()
    for (const { vocoder } of vocoders) await vocoder.dispose()
  }
  try {
    for (const precision of precisions) {
      signal.throwIfAborted()
      vocoders.push({ precision, vocoder: await family.loadVocoder({ ...installed, precision }) })
    }
  } catch (error) {
    await dispose()
    throw error
  }
  return {
    id: voice.id,
    name: voice.name,
    sampleRateHz: voice.sampleRateHz,
    seams: voice.can.seams,
    vocoders,
    voice,
    playedPrecision: precisions.includes(installed.precision) ? installed.precision : precisions[0],
    async analyse(text, stop) {
      const utterances: Utterance[] = []
      for (const { startChar, endChar } of paragraphDocument(text).sentencesOf(0))
        for await (const utterance of voice.analyse(
          asWritten(text.slice(startChar, endChar)),
          ownTempo,
          stop,
        ))
          utterances.push(utterance)
      return utterances
    },
    dispose,
  }
}
