/** Lets one wait for what another does: `wake` ends the waits that are under way. */
export interface WakeUp {
  /** Resolves at the next `wake`. @throws `signal.reason` */
  wait(signal: AbortSignal): Promise<void>
  wake(): void
}

export function createWakeUp(): WakeUp {
  const waits = new Set<() => void>()
  return {
    wait: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error)
        const end = (): void => {
          waits.delete(end)
          signal.removeEventListener('abort', end)
          if (signal.aborted) reject(signal.reason as Error)
          else resolve()
        }
        waits.add(end)
        signal.addEventListener('abort', end, { once: true })
      }),
    wake() {
      for (const end of [...waits]) end()
    },
  }
}
