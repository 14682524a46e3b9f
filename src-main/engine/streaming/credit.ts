/**
 * How much may be sent: the player grants samples as it plays them, the sender waits while there is none. One chunk
 * may overdraw, so that a chunk longer than the whole buffer cannot deadlock.
 */
export interface Credit {
  readonly samples: number
  grant(samples: number): void
  spend(samples: number): void
  /** Resolves when there is credit. @throws `signal.reason` */
  available(signal: AbortSignal): Promise<void>
}

/** @param initialSamples the player's buffer, empty at first */
export function createCredit(initialSamples: number): Credit {
  let samples = initialSamples
  let wake: (() => void) | null = null
  return {
    get samples() {
      return samples
    },
    grant(granted) {
      samples += granted
      if (samples > 0) wake?.()
    },
    spend(spent) {
      samples -= spent
    },
    async available(signal) {
      signal.throwIfAborted()
      if (samples > 0) return
      await new Promise<void>((resolve, reject) => {
        const onAbort = (): void => reject(signal.reason as Error)
        signal.addEventListener('abort', onAbort, { once: true })
        wake = () => {
          wake = null
          signal.removeEventListener('abort', onAbort)
          resolve()
        }
      })
    },
  }
}
