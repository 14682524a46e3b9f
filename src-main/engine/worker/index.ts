import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '@contract/assert'
import { familyOf } from '../voices/registry'
import { startInferenceServer } from './inference-server'
import type { InferenceReply, InferenceRequest, InferenceWorkerData } from './messages'

/** Entry of an inference worker: joins the server to the thread's port. Both ends are ours and in one process. */
async function main(): Promise<void> {
  const port = parentPort
  assert(port, 'the inference worker runs in a worker thread')
  const { voice, stage } = workerData as InferenceWorkerData
  const family = familyOf(voice.manifest)
  const waiting: InferenceRequest[] = []
  const queue = (request: InferenceRequest): void => void waiting.push(request)
  port.on('message', queue)
  const server = await startInferenceServer({
    family,
    voice,
    stage,
    sampleRateHz: family.describe(voice.manifest).sampleRateHz,
    reply: (reply: InferenceReply, transfer = []) => port.postMessage(reply, [...transfer]),
  })
  if (!server) {
    port.close()
    return
  }
  port.off('message', queue)
  port.on('message', (request: InferenceRequest) => server.handle(request))
  waiting.forEach((request) => server.handle(request))
  await server.closed
  port.close()
}

void main()
