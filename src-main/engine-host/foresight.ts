import type { Casting, Voice } from '../engine'
import type { VoiceLease } from './voice-holder'

/** A document that is played at once is looked at by its reading: the first sound comes before anything ahead. */
const waitMilliseconds = 300

/**
 * Loads the voices that the opening of a document wants beside the chosen one, before it is played: else its first
 * sentence would wait for them. Ends quietly when it is aborted or there is no voice.
 */
export async function foreseeVoices(options: {
  borrowVoice: (signal: AbortSignal) => Promise<VoiceLease>
  cast: (voice: Voice) => Casting
  signal: AbortSignal
}): Promise<void> {
  const { signal } = options
  await new Promise((resolve) => setTimeout(resolve, waitMilliseconds))
  // Why there is no voice is told to the page by who loads it.
  const lease = signal.aborted ? null : await options.borrowVoice(signal).catch(() => null)
  if (!lease) return
  const casting = options.cast(lease.voice)
  const stop = (): void => casting.close()
  signal.addEventListener('abort', stop, { once: true })
  try {
    if (signal.aborted) return
    casting.lookAhead({ block: 0, char: 0 })
    await casting.settled()
  } finally {
    signal.removeEventListener('abort', stop)
    casting.close()
    lease.release()
  }
}
