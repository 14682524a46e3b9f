import { fetchVoice, type FetchOptions } from './fetch'
import { damageError, verifyVoice } from './verify'

/**
 * Makes sure that a voice may be loaded: verifies it, and fetches again what is missing or damaged.
 * @param options.notesDirectory where the hashes of files are remembered that have not been touched since; absent: they
 *   are read again (0.3 s for the 63 MB of a Piper voice)
 * @throws AppError 'voice/fetch-failed', 'voice/checksum'; `signal.reason`, `network.reason`
 */
export async function ensureVoice(options: FetchOptions & { notesDirectory?: string }): Promise<void> {
  const { manifest, directory, signal, notesDirectory } = options
  if ((await verifyVoice(directory, manifest, signal, notesDirectory)).length === 0) return
  await fetchVoice(options)
  const damaged = await verifyVoice(directory, manifest, signal)
  if (damaged.length > 0) throw damageError(manifest, damaged)
}
