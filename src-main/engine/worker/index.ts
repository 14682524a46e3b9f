import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { assert } from '@contract/assert'
import { toErrorData } from '@contract/errors'
import { voiceAddress } from '../speech-cache/addresses'
import { SpeechCache, type SpeechCacheListener } from '../speech-cache/speech-cache'
import { blockingSpeechDisk, speechDisk } from '../speech-cache/speech-disk'
import { familyOf } from '../voices/registry'
import { startInferenceServer } from './inference-server'
import type { InferenceReply, InferenceRequest, InferenceWorkerData } from './messages'
import { answerProbe } from './probe/answer'
import type { ProbeRequest } from './probe/messages'

/** Entry of an inference worker: joins the server to the thread's port. Both ends are ours and in one process. */
async function main(): Promise<void> {
  const port = parentPort
  assert(port, 'the inference worker runs in a worker thread')
  const { voice, work, placement, speech: kept } = workerData as InferenceWorkerData
  const family = familyOf(voice.manifest)
  const waiting: InferenceRequest[] = []
  const queue = (request: InferenceRequest): void => void waiting.push(request)
  port.on('message', queue)
  const reply = (message: InferenceReply, transfer: readonly ArrayBuffer[] = []): void =>
    port.postMessage(message, [...transfer])
  const listener: SpeechCacheListener = {
    kept: (name, bytes) => reply({ kind: 'kept', name, bytes }),
    failed: (error) => reply({ kind: 'keeping-failed', error: toErrorData(error) }),
  }
  const speech = kept && {
    cache: new SpeechCache(kept.directory, listener, {
      isOn: kept.isOn,
      // What makes whole sentences is not heard while it does.
      disk: work === 'whole' ? blockingSpeechDisk : speechDisk,
    }),
    voiceAddress: await voiceAddress(voice, __filename),
  }
  const server = await startInferenceServer({
    family,
    voice,
    work,
    placement,
    sampleRateHz: family.describe(voice.manifest).sampleRateHz,
    speech,
    reply,
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

/** The same script as a process of its own: tries one device and ends. */
function probe(): void {
  // Whatever was told has been sent by then. At once: a driver must not hang while it is taken down in good order.
  process.once('disconnect', () => process.exit(0))
  process.once('message', (request: ProbeRequest) => {
    void answerProbe(request, (reply) => process.send?.(reply)).finally(() => process.disconnect())
  })
}

// An installed application runs what is a process of its own in the one thread of that which can wait.
if (isMainThread || 'program' in workerData) probe()
else void main()
