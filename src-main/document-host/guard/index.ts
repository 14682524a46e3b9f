import { Worker } from 'node:worker_threads'
import type { GuardMessage } from './messages'

/** The guard's own memory: it keeps three numbers. */
const guardLimits = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 }

/** Watches what this process takes while it reads a document, and ends it when that is too much. */
export interface Guard {
  /** @param sourceBytes size of the file, or of the text that was pasted */
  begin(sourceBytes: number): void
  /** Another piece of the document has been read. */
  countPiece(): void
}

/**
 * Starts the guard's thread. A thread that cannot be started ends the process: nothing is read unguarded.
 * @param threadPath the built script of the thread
 */
export function startGuard(threadPath: string): Guard {
  const thread = new Worker(threadPath, { name: 'document-guard', resourceLimits: guardLimits })
  thread.unref()
  const post = (message: GuardMessage): void => thread.postMessage(message)
  return {
    begin: (sourceBytes) => post({ kind: 'begin', sourceBytes, cpuBefore: process.cpuUsage() }),
    countPiece: () => post({ kind: 'piece' }),
  }
}
