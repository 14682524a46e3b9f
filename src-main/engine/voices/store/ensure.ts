import { fetchVoice, type FetchOptions } from './fetch'
import { damageError, verifyVoice } from './verify'

/**
 * Makes sure that a voice may be loaded: verifies it, and fetches again what is missing or damaged.
 * @throws AppError 'voice/fetch-failed', 'voice/checksum'; `signal.reason`
 */
export async function ensureVoice(options: FetchOptions): Promise<void> {
  const { manifest, directory, signal } = options
  if ((await verifyVoice(directory, manifest, signal)).length === 0) return
  await fetchVoice(options)
  const damaged = await verifyVoice(directory, manifest, signal)
  if (damaged.length > 0) throw damageError(manifest, damaged)
}
