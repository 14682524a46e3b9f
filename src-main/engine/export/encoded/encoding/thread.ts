import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { assert } from '@contract/assert'
import { startEncoding } from './encoding'
import type { EncodingReply, EncodingRequest, EncodingThreadData } from './messages'

/*
 * Entry of the thread that encodes one recording: a frame of AAC may take 50 ms, and an hour of sound a minute, in which
 * the process that asks for it speaks, answers and is stopped. What fails here ends the thread, which its owner is told.
 */

async function serve(port: MessagePort, { form }: EncodingThreadData): Promise<void> {
  const encoding = await startEncoding(form)
  const reply = (message: EncodingReply): void => port.postMessage(message)
  const answer = async (request: EncodingRequest): Promise<void> => {
    if (request.kind === 'write') reply({ kind: 'packets', packets: await encoding.write(request.samples) })
    else reply({ kind: 'ended', end: await encoding.finish() })
  }
  port.on('message', (request: EncodingRequest) => void answer(request))
  reply({ kind: 'started', start: encoding.start })
}

assert(parentPort, 'this script runs as a worker thread')
void serve(parentPort, workerData as EncodingThreadData)
