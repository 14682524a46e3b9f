import type { PcmMessage } from '@contract/pcm-messages'
import { createCredit } from '../engine'
import type { AudioSink } from './audio-sink'
import type { HostPort } from './host-port'

/**
 * Sends chunks to the page's audio worklet. The worklet grants what it has played; the first credit is the buffer
 * ahead, so that the first chunk leaves without waiting for an answer.
 */
export function createPageSink(pcm: HostPort, streamId: number, capacitySamples: number): AudioSink {
  const credit = createCredit(capacitySamples)
  let capacity = capacitySamples
  const post = (message: PcmMessage): void => pcm.postMessage(message)
  return {
    get bufferedSamples() {
      return Math.max(0, capacity - credit.samples)
    },
    setCapacity(samples) {
      const change = samples - capacity
      capacity = samples
      credit.grant(change)
    },
    ready: (signal) => credit.available(signal),
    write(chunk) {
      credit.spend(chunk.samples.length)
      // An exact array of its own: cloning a view would drag its whole buffer along.
      post({ kind: 'pcm', streamId, startSample: chunk.startSample, samples: chunk.samples })
    },
    end(totalSamples) {
      post({ kind: 'end', streamId, totalSamples })
      return Promise.resolve()
    },
    grant: (samples) => credit.grant(samples),
    dispose: () => Promise.resolve(),
  }
}
