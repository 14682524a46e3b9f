import type { ModelSession, TensorMap } from './session'

/** What runs a graph that may be in parts. */
export type Runnable = Pick<ModelSession, 'run' | 'dispose'>

/**
 * Sessions that are run one after the other as one graph, as `splitIntoChain` cut it: each is fed with what it takes of
 * the feeds and of what the ones before made. Owns the sessions.
 */
export function chainSessions(sessions: readonly ModelSession[]): Runnable {
  return {
    async run(feeds) {
      const known: Record<string, TensorMap[string]> = { ...feeds }
      for (const session of sessions)
        Object.assign(
          known,
          await session.run(Object.fromEntries(session.inputNames.map((name) => [name, known[name]]))),
        )
      return known
    },
    async dispose() {
      for (const session of sessions) await session.dispose()
    },
  }
}
