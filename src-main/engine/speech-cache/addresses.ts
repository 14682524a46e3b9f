import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Placement } from '../onnx/placement'
import { runtimeOnProcessor } from '../onnx/session'
import type { SpeakableText } from '../text/speakable-text'
import type { InstalledVoice } from '../voices/family'
import type { Tempo } from '../voices/tempo'
import type { SoundPlan, VoiceDescription } from '../voices/voice'

/**
 * What tells a voice on this machine from all that would speak otherwise: its files, what it is set to, the runtime and
 * the processor, and the code that speaks with it. Threads of a session are not among it: they share out rows, not sums
 * (measured with Kokoro's decoder: the same bits with one and with two).
 * @param codePath the script that this code was built into; what it imports is named by its content
 */
export async function voiceAddress(
  { manifest, precision, speaker }: InstalledVoice,
  codePath: string,
): Promise<string> {
  const code = await codeAddress(codePath)
  const files = manifest.files.map(({ name, sha256 }) => [name, sha256])
  return addressOf([manifest.id, files, precision, speaker, runtimeOnProcessor(), code])
}

/**
 * Of a voice that is loaded: also of what is known of it, by which its speech is timed and made louder, and of what runs it.
 * @param voice its own
 */
export function loadedAddress(voice: string, description: VoiceDescription, placement: Placement): string {
  return addressOf([voice, description, placement])
}

/** Of a script, and by their names, which their content tells, of those that it imports. */
export async function codeAddress(path: string): Promise<string> {
  return addressOf(await readFile(path))
}

/** Of what a voice makes of a text before it is rendered. */
export function textAddress(voice: string, text: SpeakableText, tempo: Tempo): string {
  return addressOf([voice, text, tempo])
}

/** Of one of the utterances that a voice makes of a text, in their order. */
export function utteranceAddress(text: string, index: number): string {
  return `${text} ${index}`
}

/**
 * Of the samples that a vocoder makes of an utterance.
 * @param utterance its own
 * @param device    what runs the vocoder
 */
export function soundAddress(utterance: string, { seed, stream, keep }: SoundPlan, device: string): string {
  // How the state is carried does not hang on how sound is cut into chunks.
  const seam = stream.seam === 'cached' ? stream.seam : stream
  return addressOf([utterance, seed, seam, keep, device])
}

/** Of anything that is bytes, or told by JSON. */
export function addressOf(content: unknown): string {
  return createHash('sha256')
    .update(content instanceof Uint8Array ? content : JSON.stringify(content))
    .digest('hex')
}
