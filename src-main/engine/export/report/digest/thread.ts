import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { assert } from '@contract/assert'
import { startDigest } from './file-digest'
import type { DigestReply, DigestRequest, DigestThreadData } from './messages'

/*
 * Entry of the thread that digests one file: of a book of three hours that takes a third of a second, while the thread that
 * reads it digests its sentences.
 */

function serve(port: MessagePort, { pages }: DigestThreadData): void {
  const digest = startDigest(pages)
  const reply = (message: DigestReply): void => port.postMessage(message)
  const answer = async (request: DigestRequest): Promise<void> => {
    if (request.kind === 'end') return reply({ kind: 'ended', sha256: await digest.end() })
    await digest.take(request.page, request.byteLength)
    reply({ kind: 'taken' })
  }
  port.on('message', (request: DigestRequest) => void answer(request))
}

assert(parentPort, 'this script runs as a worker thread')
serve(parentPort, workerData as DigestThreadData)
