import { Worker } from 'node:worker_threads'
import { guardWords } from '@contract/guard-words'
import type { Allowance, GuardMessage } from './messages'

/** The guard's own memory: it keeps a few numbers. */
const guardLimits = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 }

/** Watches what this process takes while it reads a document, and ends it when that is too much. */
export interface Guard {
  /**
   * Once, before anything is read.
   * @returns when the guard watches
   */
  begin(allowance: Allowance): Promise<void>
  /** Another piece of the document has been read, or of what is told of a book. */
  countPiece(): void
}

/**
 * Starts the guard's thread. One that fails ends the process, by an error that nobody handles: nothing is read unguarded.
 * @param threadPath the built script of the thread
 */
export function startGuard(threadPath: string): Guard {
  const thread = new Worker(threadPath, { name: 'document-guard', resourceLimits: guardLimits })
  const post = (message: GuardMessage): void => thread.postMessage(message)
  return {
    begin(allowance) {
      const cpuBefore = process.cpuUsage()
      return new Promise((resolve) => {
        // Its only message.
        thread.once('message', () => {
          thread.unref()
          resolve()
        })
        post({ kind: 'begin', allowance, cpuBefore, words: guardWords })
      })
    },
    countPiece: () => post({ kind: 'piece' }),
  }
}
