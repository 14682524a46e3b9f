import { assert } from '@contract/assert'
import { AppError } from '@contract/errors'
import { startThread } from '../../../worker/start-thread'
import type { StartDigest } from './file-digest'
import type { DigestReply, DigestRequest, DigestThreadData } from './messages'

/**
 * Digests each file in a thread of its own, which ends with it.
 * @param threadPath the built script of the thread
 */
export function digestInThread(threadPath: string): StartDigest {
  return (pages) => {
    const data: DigestThreadData = { pages }
    const worker = startThread(threadPath, data, 'digest')
    const waiting: { resolve(reply: DigestReply): void; reject(error: Error): void }[] = []
    let death: AppError | null = null
    const die = (cause?: unknown): void => {
      death ??= new AppError('engine/crashed', 'The digest thread ended', { retry: 'now', cause })
      for (const { reject } of waiting.splice(0)) reject(death)
    }
    worker.on('error', die)
    worker.on('exit', () => die())
    worker.on('message', (reply: DigestReply) => waiting.shift()?.resolve(reply))
    const ask = (request: DigestRequest): Promise<DigestReply> =>
      new Promise((resolve, reject) => {
        if (death) return reject(death)
        waiting.push({ resolve, reject })
        worker.postMessage(request)
      })
    return {
      async take(page, byteLength) {
        await ask({ kind: 'take', page, byteLength })
      },
      async end() {
        const reply = await ask({ kind: 'end' })
        assert(reply.kind === 'ended', 'the thread answers what was asked')
        return reply.sha256
      },
      dispose: () => void worker.terminate(),
    }
  }
}
