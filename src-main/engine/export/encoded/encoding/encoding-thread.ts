import { assert } from '@contract/assert'
import { AppError } from '@contract/errors'
import { startThread } from '../../../worker/start-thread'
import type { StartEncoding } from './encoding'
import type { EncodingReply, EncodingRequest, EncodingThreadData } from './messages'

/**
 * Encodes each recording in a thread of its own, which ends with it.
 * @param threadPath the built script of the thread
 * @returns a start that throws AppError 'engine/crashed' when the thread fails, as all that it gives does
 */
export function encodingInThread(threadPath: string): StartEncoding {
  return async (form) => {
    const data: EncodingThreadData = { form }
    const worker = startThread(threadPath, data, 'encoding')
    let waiting: { resolve(reply: EncodingReply): void; reject(error: Error): void } | null = null
    let death: AppError | null = null
    const die = (cause?: unknown): void => {
      death ??= new AppError('engine/crashed', 'The encoding thread ended', { retry: 'now', cause })
      waiting?.reject(death)
      waiting = null
    }
    worker.on('error', die)
    worker.on('exit', () => die())
    worker.on('message', (reply: EncodingReply) => {
      const { resolve } = waiting ?? {}
      waiting = null
      resolve?.(reply)
    })
    const reply = <Kind extends EncodingReply['kind']>(
      kind: Kind,
      request?: EncodingRequest,
    ): Promise<Extract<EncodingReply, { kind: Kind }>> =>
      new Promise((resolve, reject) => {
        assert(!waiting, 'an encoding is asked one thing at a time')
        if (death) return reject(death)
        waiting = {
          resolve(answer) {
            assert(answer.kind === kind, 'the thread answers what was asked')
            resolve(answer as Extract<EncodingReply, { kind: Kind }>)
          },
          reject,
        }
        if (request) worker.postMessage(request)
      })
    const { start } = await reply('started')
    return {
      start,
      async write(samples) {
        // A view would be sent with all that is beside it.
        const { packets } = await reply('packets', { kind: 'write', samples: samples.slice() })
        return packets
      },
      async finish() {
        const { end } = await reply('ended', { kind: 'finish' })
        return end
      },
      async dispose() {
        await worker.terminate()
      },
    }
  }
}
